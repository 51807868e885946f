using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace VanLang.Transparency;

/// <summary>
/// A proof as it is handed on: a JSON object with <c>leafIdx</c>, <c>treeSize</c>, <c>leafHash</c>, <c>root</c>, <c>proof</c> (inclusion) or <c>size1</c>,
/// <c>size2</c>, <c>root1</c>, <c>root2</c>, <c>proof</c> (consistency); hashes in base64, sizes as whole numbers below 2^64. Other members are remarks. Several
/// proofs stand as a list in <c>proofs</c> of one object.
/// </summary>
public static class MerkleProofFile
{
    /// <summary>A proof in a log of 2^64 leaves has 64 hashes; beside it may stand what is proved, for each event of a dossier.</summary>
    public const int LargestSize = 8 * 1024 * 1024;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads a proof, or several. What is no proof is told as a problem, never thrown.</summary>
    public static MerkleProofReading Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestSize)
            return Problem("proof.too-large", $"{LargestSize}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("proofs", out JsonElement list) ? ReadAll(list) : Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            return Problem("proof.no-json", fault.Message);
        }
    }

    /// <summary>Reads one proof out of a larger file.</summary>
    public static MerkleProofReading Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Problem("proof.no-object");
        bool ofInclusion = root.TryGetProperty("leafIdx", out _);
        bool ofConsistency = root.TryGetProperty("size1", out _);
        if (ofInclusion == ofConsistency)
            return Problem("proof.kind-unknown");
        Members members = new(root);
        MerkleProof proof = ofInclusion
            ? new InclusionProof(members.Number("leafIdx"), members.Number("treeSize"), members.Hash("leafHash"), members.Hash("root"), members.Path("proof"))
            : new ConsistencyProof(members.Number("size1"), members.Number("size2"), members.Hash("root1"), members.Hash("root2"), members.Path("proof"));
        return members.Fault is { } fault ? new([], fault) : new([proof], null);
    }

    static MerkleProofReading ReadAll(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return Problem("proof.path", "proofs");
        List<MerkleProof> proofs = [];
        foreach (JsonElement element in list.EnumerateArray())
        {
            if (Read(element) is { Problem: { } problem })
                return new([], problem);
            proofs.AddRange(Read(element).Proofs);
        }

        return new(proofs, null);
    }

    static MerkleProofReading Problem(string code, string detail = "") => new([], new(code, detail));

    /// <summary>Takes the members out one by one and keeps the first fault.</summary>
    sealed class Members(JsonElement root)
    {
        public MerkleProofProblem? Fault { get; private set; }

        public ulong Number(string name)
        {
            if (root.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.Number && element.TryGetUInt64(out ulong value))
                return value;
            Fault ??= new("proof.number", name);
            return 0;
        }

        public ReadOnlyMemory<byte> Hash(string name) => root.TryGetProperty(name, out JsonElement element) ? Hash(element, name) : Missing(name);

        public IReadOnlyList<ReadOnlyMemory<byte>> Path(string name)
        {
            if (!root.TryGetProperty(name, out JsonElement element) || element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            {
                Fault ??= new("proof.path", name);
                return [];
            }

            // A log of one leaf needs no path; some write that as null.
            return element.ValueKind == JsonValueKind.Null ? [] : [.. element.EnumerateArray().Select(hash => Hash(hash, name))];
        }

        ReadOnlyMemory<byte> Hash(JsonElement element, string name) =>
            element.ValueKind == JsonValueKind.String && element.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : Missing(name);

        ReadOnlyMemory<byte> Missing(string name)
        {
            Fault ??= new("proof.hash", name);
            return default;
        }
    }
}

/// <summary>The proofs of a file, or why the file is none.</summary>
public sealed record MerkleProofReading(IReadOnlyList<MerkleProof> Proofs, MerkleProofProblem? Problem);

/// <summary>Why a file is no proof.</summary>
/// <param name="Code">Stable code; key of the text in <c>Resources/ProofTexts</c>.</param>
/// <param name="Detail">The member it concerns.</param>
public sealed record MerkleProofProblem(string Code, string Detail)
{
    static readonly ResourceManager Texts = new("VanLang.Transparency.Resources.ProofTexts", typeof(MerkleProofProblem).Assembly);

    /// <summary>The reason in a sentence, in the language asked for.</summary>
    public string Text(CultureInfo language) => string.Format(CultureInfo.InvariantCulture, Texts.GetString(Code, language) ?? Code, Detail);
}

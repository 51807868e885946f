using System.Buffers.Binary;
using System.Text;

namespace VanLang.Transparency;

/// <summary>A text with signatures below it (C2SP signed-note).</summary>
/// <param name="Text">What is signed: lines, each with its end.</param>
/// <param name="Signatures">At least one, in the order of the lines.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>No true note comes near, in bytes.</summary>
    public const int LargestSize = 64 * 1024;

    const int MostSignatures = 64;
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note; null for what is none.</summary>
    public static SignedNote? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestSize)
            return null;
        try
        {
            return TryParse(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte})"/>
    public static SignedNote? TryParse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        // The last empty line parts the text from the signatures.
        int gap = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 1 || note[^1] != '\n' || note.Any(c => c < ' ' && c != '\n'))
            return null;
        string[] lines = note[(gap + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
            return null;
        List<NoteSignature> signatures = [];
        foreach (string line in lines)
        {
            if (NoteSignature.TryParse(line) is not { } signature)
                return null;
            signatures.Add(signature);
        }

        return new(note[..(gap + 1)], signatures);
    }

    /// <summary>The note as it is handed on.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{signature}\n"))}";
}

/// <summary>One line of signature.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">First four bytes of the hash over name, kind and key: which key of that name is meant.</param>
/// <param name="Value">The signature itself; what stands in it depends on the kind of the key.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Value)
{
    const string Mark = "— ";

    /// <summary>Reads a line without its end; null for what is no signature.</summary>
    public static NoteSignature? TryParse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || line[Mark.Length..].Split(' ') is not [var name, var value] || !VerifierKey.IsName(name))
            return null;
        byte[] bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out int length) || length < 5 || Convert.ToBase64String(bytes.AsSpan(0, length)) != value)
            return null;
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4, length - 4));
    }

    public override string ToString()
    {
        byte[] bytes = new byte[4 + Value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Value.Span.CopyTo(bytes.AsSpan(4));
        return $"{Mark}{Name} {Convert.ToBase64String(bytes)}";
    }
}

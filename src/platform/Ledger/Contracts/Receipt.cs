using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.Transparency;

namespace VanLang.Ledger.Contracts;

/// <summary>One leaf of the log with its proof and, where the reader may see it, what it is the hash of.</summary>
/// <param name="Proof">Place, hash and way to the root.</param>
/// <param name="Event">The event; null where it is no longer there.</param>
/// <param name="IsShown">Whether the event itself stands in it.</param>
public sealed record Receipt(InclusionProof Proof, LoggedEvent? Event, bool IsShown)
{
    internal static readonly JsonWriterOptions Writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal void Write(Utf8JsonWriter writer, string? checkpoint)
    {
        writer.WriteStartObject();
        writer.WriteNumber("leafIdx", Proof.LeafIndex);
        writer.WriteNumber("treeSize", Proof.TreeSize);
        writer.WriteBase64String("leafHash", Proof.LeafHash.Span);
        writer.WriteBase64String("root", Proof.Root.Span);
        WritePath(writer, Proof.Path);
        if (IsShown && Event is { } shown)
            WriteEvent(writer, shown, withPayload: true);
        if (checkpoint is not null)
            writer.WriteString("checkpoint", checkpoint);
        writer.WriteEndObject();
    }

    internal static void WritePath(Utf8JsonWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        writer.WriteStartArray("proof");
        foreach (ReadOnlyMemory<byte> hash in path)
            writer.WriteBase64StringValue(hash.Span);
        writer.WriteEndArray();
    }

    /// <summary>The event as the log hashes it. Without the payload the salt stays away too: with it a short payload could be guessed.</summary>
    internal static void WriteEvent(Utf8JsonWriter writer, LoggedEvent e, bool withPayload)
    {
        writer.WriteString("entry", Encoding.UTF8.GetString(e.Entry));
        if (!withPayload || e.Payload is not { } payload)
            return;
        writer.WriteBase64String("salt", e.Salt);
        writer.WriteString("payload", payload);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>Holds an event against the hash of its leaf: the header hashes to the leaf, and the contents to the digest in the header.</summary>
static class EventCheck
{
    /// <param name="place">Its place in the log.</param>
    /// <param name="element">With <c>entry</c>, <c>salt</c> and <c>payload</c> as far as they are shown.</param>
    /// <returns>The event; null where it is not shown or is not that of the leaf.</returns>
    public static ShownEvent? Of(long place, ReadOnlySpan<byte> leafHash, JsonElement element, Report report)
    {
        if (!element.TryGetProperty("entry", out JsonElement text) || text.GetString() is not { } entry)
            return null;
        if (!MerkleTree.LeafHash(Encoding.UTF8.GetBytes(entry)).AsSpan().SequenceEqual(leafHash))
        {
            report.BadEvent(place, "ai, khi nào, việc gì hoặc lý do đã bị sửa", "who, when, what or why was altered");
            return null;
        }

        using JsonDocument header = JsonDocument.Parse(entry);
        string? payload = element.TryGetProperty("payload", out JsonElement contents) ? contents.GetString() : null;
        if (payload is not null && Digest(element, payload) != header.RootElement.GetProperty("payloadDigest").GetString())
        {
            report.BadEvent(place, "nội dung đã bị sửa", "the contents were altered");
            return null;
        }

        return new(header.RootElement.GetProperty("subjectKind").GetString() ?? "", header.RootElement.GetProperty("subjectId").GetGuid(), payload);
    }

    static string Digest(JsonElement element, string payload) =>
        Convert.ToHexStringLower(SHA256.HashData([.. element.GetProperty("salt").GetBytesFromBase64(), .. Encoding.UTF8.GetBytes(payload)]));
}

/// <summary>An event that is what its leaf is the hash of.</summary>
/// <param name="Payload">Its contents; null where they are not shown or were erased by law.</param>
sealed record ShownEvent(string SubjectKind, Guid SubjectId, string? Payload);

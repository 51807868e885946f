using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>What a signature or time-stamp says of itself, before anything is asked about who made it.</summary>
internal sealed record ValueFinding(SignatureIntegrity Integrity, X509Certificate2? Certificate, X509Certificate2Collection Others)
{
    /// <summary>The message; null for a time-stamp and for XML.</summary>
    public CmsMessage? Message { get; init; }

    /// <summary>Time that a time-stamp of the document states.</summary>
    public DateTimeOffset? Stamped { get; init; }

    /// <summary>Digests that were relied on, by name of the trust list.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>Time-stamps that lie beside the signature value, DER, not looked at yet.</summary>
    public IReadOnlyList<byte[]> Tokens { get; init; } = [];

    /// <summary>What those are taken of.</summary>
    public byte[] TokenContent { get; init; } = [];

    public static ValueFinding None { get; } = new(SignatureIntegrity.Unknown, null, []);
}

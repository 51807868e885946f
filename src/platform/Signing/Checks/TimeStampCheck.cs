using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>A time that a trusted authority confirmed.</summary>
internal sealed record ProvenTime(DateTimeOffset At, string Authority);

/// <summary>Checks time-stamps over signature values (RFC 3161, EN 319 102-1, 5.4). One that proves nothing is said and otherwise passed over.</summary>
internal sealed class TimeStampCheck(ChainCheck chains, TrustList trust, RemarkList remarks)
{
    /// <summary>Clocks of two houses differ a little.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The earliest trusted time-stamp beside the value of a signature; null when there is none.</summary>
    /// <param name="at">Time at which the authority must be trusted: now, or when a later time-stamp proves that this one existed.</param>
    public ProvenTime? Of(ValueFinding value, SecurityStore store, DateTimeOffset at, DateTimeOffset now)
    {
        ProvenTime? earliest = null;
        foreach (var token in value.Tokens)
        {
            if (Read(token, value.TokenContent, store, at, now) is { } proven && (earliest is null || proven.At < earliest.At))
                earliest = proven;
        }

        return earliest;
    }

    /// <summary>Whether a stamp of that certificate can be relied on.</summary>
    public bool IsTrusted(X509Certificate2 authority, X509Certificate2Collection others, IEnumerable<string> digests, SecurityStore store, DateTimeOffset at)
    {
        var chain = chains.Build(authority, [.. others, .. store.Certificates], ServiceUse.TimeStamp, at);
        if (chain.Status != ChainStatus.Trusted)
        {
            remarks.Say("check.stamp-untrusted", authority.GetNameInfo(X509NameType.SimpleName, false));
            return false;
        }

        var word = chain.Certificates.Count > 1 ? store.Revocation.About(chain.Certificates[0], chain.Certificates[1], at) : null;
        if (word?.RevokedAt <= at || (word is null && !chain.IsListed && RevocationData.IsOffered(authority)))
        {
            remarks.Say("check.stamp-revocation", authority.GetNameInfo(X509NameType.SimpleName, false));
            return false;
        }

        var weak = digests.FirstOrDefault(digest => !trust.IsReliable(digest, 0, DateOnly.FromDateTime(at.UtcDateTime)));
        if (weak is not null)
            remarks.Say("check.stamp-weak", weak);
        return weak is null;
    }

    private ProvenTime? Read(byte[] bytes, byte[] stamped, SecurityStore store, DateTimeOffset at, DateTimeOffset now)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out _) || SignatureValue.DigestOf(token.TokenInfo.HashAlgorithmId.Value ?? "") is not { } digest
                || !token.VerifySignatureForHash(CryptographicOperations.HashData(digest, stamped), token.TokenInfo.HashAlgorithmId, out var authority))
            {
                remarks.Say("check.stamp-broken");
                return null;
            }

            var time = token.TokenInfo.Timestamp;
            if (time > now + Tolerance)
            {
                remarks.Doubt(SubIndications.TimestampOrder, "check.stamp-future", $"{time:dd/MM/yyyy HH:mm:ss zzz}");
                return null;
            }

            return IsTrusted(authority, token.AsSignedCms().Certificates, [(digest.Name ?? "").ToLowerInvariant()], store, at)
                ? new ProvenTime(time, authority.GetNameInfo(X509NameType.SimpleName, false))
                : null;
        }
        catch (CryptographicException)
        {
            remarks.Say("check.stamp-broken");
            return null;
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Checks;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Evidence;

/// <summary>
/// Asks the time-stamp authority (RFC 3161). A stamp is used only when it answers this very question (imprint, nonce), is signed by a unit of the trust list, and its
/// time is ours.
/// </summary>
internal sealed class TimeStampClient(TrustServiceClient http, TrustServiceSettings settings, TrustListFile trust, TimeProvider time)
{
    // Bytes of a token that are not certificates: generous, and room for five certificates.
    public const int TokenRoom = 10_000;
    private const int NonceBytes = 8;

    /// <summary>Algorithm for new stamps: the weakest of SHA-2 on which the trust list still relies years from now.</summary>
    public static HashAlgorithmName DigestFor(TrustList trust, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddYears(2);
        return trust.IsReliable("sha256", 0, day) ? HashAlgorithmName.SHA256 : trust.IsReliable("sha384", 0, day) ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA512;
    }

    /// <param name="hash">Digest of what is stamped.</param>
    /// <returns>The token, DER.</returns>
    /// <exception cref="TrustServiceException">No stamp that can be used.</exception>
    public async Task<byte[]> Stamp(ReadOnlyMemory<byte> hash, HashAlgorithmName digest, TimeSpan limit, CancellationToken cancellationToken)
    {
        var address = settings.TimeStamps ?? throw new TrustServiceException("time-stamps", "no authority is set");
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);

        // A positive number whose first byte is not nought: some authorities repeat it in the shortest form.
        nonce[0] = (byte)((nonce[0] & 0x3F) | 0x40);
        var request = Rfc3161TimestampRequest.CreateFromHash(hash, digest, nonce: nonce, requestSignerCertificates: true);
        var answer = await http.Post(address, request.Encode(), "application/timestamp-query", limit, cancellationToken).ConfigureAwait(false);
        try
        {
            var token = request.ProcessResponse(answer, out _);
            if (!token.VerifySignatureForHash(hash.Span, digest, out var authority))
                throw new TrustServiceException(address.AbsoluteUri, "the signature of the stamp is wrong");
            Judge(token, authority, address);
            return token.AsSignedCms().Encode();
        }
        catch (CryptographicException fault)
        {
            throw new TrustServiceException(address.AbsoluteUri, fault.Message, fault);
        }
    }

    private void Judge(Rfc3161TimestampToken token, X509Certificate2 authority, Uri address)
    {
        var now = time.GetUtcNow();
        var at = token.TokenInfo.Timestamp;
        if (at > now + TimeStampCheck.Tolerance || at < now - TimeStampCheck.Tolerance)
            throw new TrustServiceException(address.AbsoluteUri, $"the stamp says {at:O}, the clock here {now:O}");
        var list = trust.Read();
        var chain = new ChainCheck(list, new ReadingBudget(ReadingBudget.Usual)).Build(authority, token.AsSignedCms().Certificates, ServiceUse.TimeStamp, now);
        if (chain.Status != ChainStatus.Trusted)
            throw new TrustServiceException(address.AbsoluteUri, $"{authority.Subject} is not trusted for time-stamps: {chain.Status}");
        var used = SignatureValue.DigestOf(token.TokenInfo.HashAlgorithmId.Value ?? "")?.Name?.ToLowerInvariant() ?? "";
        if (!list.IsReliable(used, 0, DateOnly.FromDateTime(now.UtcDateTime)))
            throw new TrustServiceException(address.AbsoluteUri, $"{used} is not relied on");
    }
}

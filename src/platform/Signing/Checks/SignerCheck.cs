using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>Judges who signed, as of the time that is proven (EN 319 102-1, 5.2.6 and 5.2.8): chain, revocation, algorithms, stated time.</summary>
internal sealed class SignerCheck(ChainCheck chains, TrustList trust, RemarkList remarks)
{
    /// <param name="at">Proven time, or now.</param>
    public SignatureChain Check(ValueFinding cms, SecurityStore store, SignatureTime time, DateTimeOffset at, DateTimeOffset now)
    {
        var certificate = cms.Certificate!;
        var chain = chains.Build(certificate, [.. cms.Others, .. store.Certificates], ServiceUse.Signature, at);
        Judge(chain, at, remarks);
        var described = Describe(chain, store.Revocation, at);
        if (chain.Status == ChainStatus.Trusted)
            described = CheckRevocation(chain, described, store, time.Claimed, at);
        CheckTime(certificate, time, now);
        CheckAlgorithms(cms, chain, DateOnly.FromDateTime(at.UtcDateTime));
        return described;
    }

    /// <summary>What a chain alone makes of the verdict.</summary>
    public static void Judge(ChainFinding chain, DateTimeOffset at, RemarkList remarks)
    {
        var (subIndication, code) = chain.Status switch
        {
            ChainStatus.Trusted => (null, ""),
            ChainStatus.UnknownIssuer or ChainStatus.Unknown => (SubIndications.NoChain, "check.untrusted"),
            ChainStatus.Expired => (SubIndications.OutOfBoundsNoPoe, "check.expired"),
            ChainStatus.NotYetValid => (SubIndications.OutOfBoundsNoPoe, "check.not-yet-valid"),
            ChainStatus.IssuerNotValid => (SubIndications.OutOfBoundsNoPoe, "check.issuer-not-valid"),
            ChainStatus.WrongUsage => (SubIndications.ChainConstraints, "check.usage"),
            _ => (SubIndications.ChainGeneral, "check.chain"),
        };
        var subject = chain.Certificates.Count == 0 ? "" : chain.Certificates[0].Subject;
        if (subIndication is not null)
            remarks.Doubt(subIndication, code, chain.Status is ChainStatus.UnknownIssuer && chain.Certificates.Count > 0 ? chain.Certificates[^1].Issuer : subject);
    }

    public static SignatureChain Describe(ChainFinding chain, RevocationData data, DateTimeOffset at)
    {
        var revocation = RevocationStatus.Unknown;
        if (chain.Certificates.Count > 1 && data.About(chain.Certificates[0], chain.Certificates[1], at) is { } word)
            revocation = word.RevokedAt <= at ? RevocationStatus.Revoked : RevocationStatus.Good;
        else if (chain.IsListed || (chain.Certificates.Count > 0 && !RevocationData.IsOffered(chain.Certificates[0])))
            revocation = RevocationStatus.NotOffered;
        return new SignatureChain(chain.Status, revocation, chain.Service?.Name, chain.Service?.IsSimulated == true, [.. chain.Certificates.Select(certificate => certificate.Subject)]);
    }

    private SignatureChain CheckRevocation(ChainFinding chain, SignatureChain described, SecurityStore store, DateTimeOffset? claimed, DateTimeOffset at)
    {
        for (var i = 0; i + 1 < chain.Certificates.Count; i++)
        {
            var certificate = chain.Certificates[i];
            var word = store.Revocation.About(certificate, chain.Certificates[i + 1], at);
            if (word?.RevokedAt is { } revoked && revoked <= at)
            {
                var day = $"{certificate.GetNameInfo(X509NameType.SimpleName, false)}, {revoked:dd/MM/yyyy HH:mm:ss zzz}";

                // Who states a time after the revocation cannot have signed before it.
                if (i == 0 && claimed >= revoked)
                    remarks.Fail(SubIndications.Revoked, "check.revoked", day);
                else
                    remarks.Doubt(SubIndications.RevokedNoPoe, "check.revoked", day);
                described = described with { Status = ChainStatus.Revoked };
            }
            else if (word is null && RevocationData.IsOffered(certificate))
            {
                remarks.Doubt(SubIndications.TryLater, "check.revocation-unknown", certificate.GetNameInfo(X509NameType.SimpleName, false));
            }
        }

        return described;
    }

    private void CheckTime(X509Certificate2 certificate, SignatureTime time, DateTimeOffset now)
    {
        if (time.Claimed is not { } claimed)
            return;
        if (claimed > now + TimeStampCheck.Tolerance)
            remarks.Doubt(SubIndications.SigConstraints, "check.time-future");
        else if (claimed.UtcDateTime < certificate.NotBefore.ToUniversalTime() || claimed.UtcDateTime > certificate.NotAfter.ToUniversalTime())
            remarks.Doubt(SubIndications.SigConstraints, "check.time-outside");
        if (claimed > time.Stamped + TimeStampCheck.Tolerance)
            remarks.Doubt(SubIndications.TimestampOrder, "check.stamp-order");
    }

    private void CheckAlgorithms(ValueFinding cms, ChainFinding chain, DateOnly day)
    {
        foreach (var digest in cms.Digests.Distinct().Where(digest => !trust.IsReliable(digest, 0, day)))
            remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.weak", digest);

        // A root is trusted as it is listed, whatever it signed itself with.
        foreach (var certificate in chain.Certificates.SkipLast(chain.Service is null ? 0 : 1).DefaultIfEmpty(cms.Certificate!))
        {
            var (name, bits) = KeyOf(certificate);
            if (!trust.IsReliable(name, bits, day))
                remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.weak", $"{name} {bits}");
            var digest = SignatureValue.DigestOf(new CmsAlgorithm(certificate.SignatureAlgorithm.Value ?? "", default), null);
            if (digest is { Name: { } used } && certificate.SignatureAlgorithm.Value != "1.2.840.113549.1.1.10" && !trust.IsReliable(used.ToLowerInvariant(), 0, day))
                remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.weak", $"{used} ({certificate.Subject})");
        }
    }

    /// <summary>Algorithm and length of a public key, by the names of the trust list.</summary>
    public static (string Name, int Bits) KeyOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return ("rsa", rsa.KeySize);
        using var elliptic = certificate.GetECDsaPublicKey();
        return elliptic is not null ? ("ecdsa", elliptic.KeySize) : (certificate.PublicKey.Oid.Value ?? "", 0);
    }
}

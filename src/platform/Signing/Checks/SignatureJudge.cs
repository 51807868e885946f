using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>
/// Judges signatures and time-stamps whose value was found to be right, in whatever file they lie: what time is proven, who signed, what level that makes. One rule for PDF, CMS, XML and
/// containers.
/// </summary>
internal sealed class SignatureJudge(TrustList trust, ReadingBudget budget, DateTimeOffset now)
{
    private readonly ChainCheck chains = new(trust, budget);

    /// <summary>Time of the check.</summary>
    public DateTimeOffset Now => now;

    /// <summary>A signature.</summary>
    /// <param name="finding">What is known of it.</param>
    /// <param name="store">Certificates and revocation data of the file and of the signature itself.</param>
    /// <param name="proven">What a later time-stamp over the whole file proves; null for none.</param>
    /// <param name="isStorePreserved">Whether such a stamp covers the store, too.</param>
    public SignatureFinding Signer(
        SignatureFinding finding, ValueFinding value, SecurityStore store, ProvenTime? proven, bool isStorePreserved, RemarkList remarks)
    {
        var stamp = new TimeStampCheck(chains, trust, remarks).Of(value, store, proven?.At ?? now, now);
        var earliest = stamp is null || proven?.At < stamp.At ? proven : stamp;
        var at = earliest?.At ?? now;
        var time = finding.Time with { Stamped = earliest?.At, Authority = earliest?.Authority };
        var chain = new SignerCheck(chains, trust, remarks).Check(value, store, time, at, now);

        // Signatures that name no certificate are of the older kinds.
        var prefix = finding.Format.Contains("pkcs7", StringComparison.OrdinalIgnoreCase) ? "PKCS7" : finding.Format.StartsWith("XMLDSIG", StringComparison.Ordinal) ? "XMLDSIG" : "B";
        var level = earliest is null ? "B" : chain.Revocation != RevocationStatus.Good || store.Revocation.IsEmpty ? "T" : isStorePreserved ? "LTA" : "LT";
        return finding with { Time = time, Chain = chain, Level = $"{prefix}-{level}" };
    }

    /// <summary>A time-stamp over a whole file or a list of files.</summary>
    /// <param name="at">Time at which its authority must be trusted.</param>
    /// <param name="confirmed">The time it proves; null when it proves none.</param>
    public SignatureFinding Stamp(
        SignatureFinding finding, ValueFinding value, SecurityStore store, DateTimeOffset at, RemarkList remarks, out ProvenTime? confirmed)
    {
        confirmed = null;
        var authority = value.Certificate!;
        var chain = chains.Build(authority, [.. value.Others, .. store.Certificates], ServiceUse.TimeStamp, at);
        var name = authority.GetNameInfo(X509NameType.SimpleName, false);
        finding = finding with { Chain = SignerCheck.Describe(chain, store.Revocation, at), Time = new SignatureTime(null, value.Stamped, name) };
        if (value.Stamped > now + TimeStampCheck.Tolerance)
            remarks.Doubt(SubIndications.TimestampOrder, "check.stamp-future", $"{value.Stamped:dd/MM/yyyy HH:mm:ss zzz}");
        else
            SignerCheck.Judge(chain, at, remarks);
        if (remarks.Verdict == SignatureVerdict.Passed && !new TimeStampCheck(chains, trust, remarks).IsTrusted(authority, value.Others, value.Digests, store, at))
            remarks.Doubt(SubIndications.TryLater, "check.revocation-unknown", authority.Subject);
        if (remarks.Verdict == SignatureVerdict.Passed)
            confirmed = new ProvenTime(value.Stamped!.Value, name);
        return finding;
    }
}

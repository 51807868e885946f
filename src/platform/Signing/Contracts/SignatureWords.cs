using System.Globalization;
using System.Resources;

namespace VanLang.Signing.Contracts;

/// <summary>What a check found in plain sentences, in the language asked for.</summary>
public static class SignatureWords
{
    private static readonly ResourceManager Texts = new("VanLang.Signing.Resources.SigningRoom", typeof(SignatureWords).Assembly);

    /// <summary>The whole file in one sentence or two: the one thing to know before any detail.</summary>
    public static string Sentence(SignatureReport report, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Problem is { } problem)
            return $"{problem.Text(language)}.";
        if (report.Verdict is not { } verdict)
            return Say("said.unsigned", language);
        var sentence = report.Signatures.Count == 1 ? Sentence(report.Signatures[0], language) : Say($"said.all.{verdict}", language, report.Signatures.Count);
        return report.Signatures.Any(signature => signature.Chain.IsSimulated) ? $"{sentence} {Say("said.simulated", language)}" : sentence;
    }

    /// <summary>One signature in one sentence.</summary>
    public static string Sentence(SignatureFinding finding, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var name = finding.Signer ?? Say("said.nobody", language);
        if (finding.Format == "ETSI.RFC3161")
            return Say($"said.stamp.{finding.Verdict}", language, name, finding.Remarks.Count == 0 ? "" : finding.Remarks[0].Text(language));
        return finding.Verdict == SignatureVerdict.Passed
            ? Say("said.Passed", language, name)
            : Say($"said.{finding.Verdict}", language, name, finding.Remarks.Count == 0 ? "" : finding.Remarks[0].Text(language));
    }

    /// <summary>A value of the report in words.</summary>
    public static string Said<T>(T value, CultureInfo language)
        where T : struct, Enum => Say($"said.{typeof(T).Name}.{value}", language);

    /// <summary>What happened afterwards; of a content that is not what was signed nobody can tell.</summary>
    public static string Later(SignatureFinding finding, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        // Content or pages that were seen to differ differ, whatever else is broken.
        var isOpen = finding.Integrity != SignatureIntegrity.Intact || finding.Coverage is SignatureCoverage.None or SignatureCoverage.Partial;
        return isOpen && finding.Later < LaterChanges.Content ? Say("said.open", language) : Said(finding.Later, language);
    }

    /// <summary>Where the certificate leads; one that is there and was not followed is not said to be missing.</summary>
    public static string Certificate(SignatureFinding finding, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.Chain.Status == ChainStatus.Unknown && !finding.Certificate.IsEmpty)
            return Say("said.certificate-open", language, finding.Signer ?? Say("said.nobody", language));
        var status = Said(finding.Chain.Status, language);
        return finding.Chain.Service is { Length: > 0 } service ? $"{status}: {service}" : status;
    }

    /// <summary>Whether the certificate was revoked, as far as it was followed.</summary>
    public static string Revocation(SignatureFinding finding, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Chain.Status == ChainStatus.Unknown ? Say("said.open", language) : Said(finding.Chain.Revocation, language);
    }

    /// <summary>What a level of EN 319 142-1 is worth: <c>B-LT</c> can be checked for years.</summary>
    public static string Level(string level, CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(level);
        return Say($"said.level.{level[(level.LastIndexOf('-') + 1)..]}", language);
    }

    /// <summary>The main indication as ETSI EN 319 102-1 writes it.</summary>
    public static string Indication(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Passed => "TOTAL-PASSED",
        SignatureVerdict.Indeterminate => "INDETERMINATE",
        _ => "TOTAL-FAILED",
    };

    private static string Say(string key, CultureInfo language, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, language) ?? key, values);
}

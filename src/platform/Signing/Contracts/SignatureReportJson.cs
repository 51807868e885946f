using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VanLang.Signing.Contracts;

/// <summary>A report on signatures for programs.</summary>
public static class SignatureReportJson
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <param name="file">Name of the file that was checked.</param>
    public static string Of(string file, SignatureReport report) => JsonSerializer.Serialize(
        new
        {
            file,
            signed = report.Signatures.Count > 0 || (report.Problem is not null && !report.IsUnreadable),
            indication = report.Verdict is { } verdict ? SignatureWords.Indication(verdict) : null,
            report.SubIndication,
            sentence = Both(language => SignatureWords.Sentence(report, language)),
            problem = report.Problem is { } problem ? Remark(problem) : null,
            signatures = report.Signatures.Select(One),
            report.UnsignedFiles,
        },
        Format);

    static object One(SignatureFinding finding) => new
    {
        finding.Field,
        finding.Format,
        indication = SignatureWords.Indication(finding.Verdict),
        finding.SubIndication,
        finding.Signer,
        finding.Integrity,
        finding.Coverage,
        changesAfter = finding.Later,
        finding.SignedFiles,
        changedFields = finding.ChangedLater,
        chain = new { finding.Chain.Status, finding.Chain.Revocation, finding.Chain.Service, simulated = finding.Chain.IsSimulated, finding.Chain.Subjects },
        time = new { finding.Time.Claimed, finding.Time.Stamped, finding.Time.Authority },
        finding.Level,
        certification = finding.CertificationLevel,
        sentence = Both(language => SignatureWords.Sentence(finding, language)),
        remarks = finding.Remarks.Select(Remark),
    };

    static object Remark(SigningProblem remark) => new { remark.Code, remark.Detail, text = Both(remark.Text) };

    static object Both(Func<CultureInfo, string> said) => new { vi = said(new CultureInfo("vi")), en = said(new CultureInfo("en")) };
}

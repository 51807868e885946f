using System.Globalization;
using System.Text;
using VanLang.Kernel.Calendar;
using VanLang.Signing.Contracts;

namespace VanLang.Commands;

/// <summary>A report on signatures for people: first one sentence in both languages, then the details.</summary>
static class SignatureReportText
{
    public static string Plain(SignatureReport report, CultureInfo first, CultureInfo second)
    {
        StringBuilder text = new();
        text.AppendLine(SignatureWords.Sentence(report, first)).AppendLine(SignatureWords.Sentence(report, second));
        int number = 0;
        foreach (SignatureFinding finding in report.Signatures)
        {
            string verdict = $"{SignatureWords.Indication(finding.Verdict)} {finding.SubIndication}".TrimEnd();
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{++number}. {finding.Field} ({finding.Format}): {verdict}");
            Line("Người ký / signer", finding.Signer ?? "-");
            Line("Nội dung / content", Said(finding.Integrity));
            Line("Phần được ký / covered", Said(finding.Coverage));
            if (finding.SignedFiles.Count > 0)
                Line("Tệp được ký / signed files", string.Join(", ", finding.SignedFiles));
            Line("Thay đổi sau khi ký / changed after", Words(SignatureWords.Later) + (finding.ChangedLater.Count == 0 ? "" : $" ({string.Join(", ", finding.ChangedLater)})"));
            Line("Chứng thư / certificate", Words(SignatureWords.Certificate));
            Line("Thu hồi / revocation", Words(SignatureWords.Revocation));
            Line("Thời điểm tự khai / stated time", Time(finding.Time.Claimed));
            Line("Dấu thời gian / time-stamp", Time(finding.Time.Stamped) + (finding.Time.Authority is { } authority ? $" ({authority})" : ""));
            Line("Mức / level", finding.Level ?? "-");
            foreach (SigningProblem remark in finding.Remarks)
                Line("*", $"{remark.Text(first)} / {remark.Text(second)}{(remark.Place is { } place ? $" ({place})" : "")}");

            string Words(Func<SignatureFinding, CultureInfo, string> say) => $"{say(finding, first)} / {say(finding, second)}";
        }

        return text.ToString().TrimEnd();

        void Line(string name, string value) => text.AppendLine(CultureInfo.InvariantCulture, $"   {name}: {value}");

        string Said<T>(T value)
            where T : struct, Enum => $"{SignatureWords.Said(value, first)} / {SignatureWords.Said(value, second)}";
    }

    static string Time(DateTimeOffset? time) => time is { } at ? VietnamTime.ToLocal(at).ToString("dd/MM/yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture) : "-";
}

using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>Checks each signature of one file.</summary>
internal sealed class SignatureChecker(PdfFile file, TrustAnchors anchors, DateTimeOffset now)
{
    public List<SignatureFinding> CheckAll() =>
    [
        .. PdfForm.FieldsOf(file)
            .Where(field => field.Type == "Sig" && field.Value is PdfDictionary)
            .Select(field => (End: EndOf((PdfDictionary)field.Value!), Finding: CheckField(field, (PdfDictionary)field.Value!)))
            .OrderBy(pair => pair.End)
            .Select(pair => pair.Finding),
    ];

    private long EndOf(PdfDictionary signature) => Range(signature) is { } range ? range[2] + range[3] : long.MaxValue;

    private SignatureFinding CheckField(PdfField field, PdfDictionary signature)
    {
        var remarks = new RemarkList();
        var finding = new SignatureFinding
        {
            Field = field.Name,
            Format = file.Name(signature["SubFilter"]) ?? "",
            Verdict = SignatureVerdict.Failed,
            Remarks = remarks.Items,
            SignedAt = PdfTime.Read(file.Text(signature["M"])),
            CertificationLevel = Certification.LevelOf(file, signature),
        };
        if (Covered(signature, remarks) is not { } covered)
            return finding;
        try
        {
            return CheckCovered(finding, signature, covered, remarks);
        }
        catch (CryptographicException fault)
        {
            // A certificate may be so damaged that it shows only when it is used.
            remarks.Fail("check.no-cms", fault.Message);
            return finding;
        }
    }

    private SignatureFinding CheckCovered(
        SignatureFinding finding, PdfDictionary signature, (byte[] Cms, byte[] Signed, int End) covered, RemarkList remarks)
    {
        var cms = new CmsCheck(remarks).Check(finding.Format, covered.Cms, covered.Signed);
        finding = finding with
        {
            IsIntact = cms.IsIntact,
            Signer = cms.Certificate?.GetNameInfo(X509NameType.SimpleName, false),
            Certificate = cms.Certificate?.RawData ?? [],
            SignedAt = finding.SignedAt ?? cms.SignedAt,
            CoversWholeFile = covered.End == file.Bytes.Length,
        };
        finding = CompareLater(finding, signature, covered.End, remarks);
        if (cms.Certificate is not null)
            CheckTrust(cms, finding.SignedAt ?? now, remarks);
        return finding with { Verdict = remarks.Verdict, Remarks = remarks.Items };
    }

    private void CheckTrust(CmsFinding cms, DateTimeOffset at, RemarkList remarks)
    {
        if (anchors.IsEmpty)
            remarks.Doubt("check.no-anchors");
        else if (!anchors.Trusts(cms.Certificate!, cms.Others, at))
            remarks.Doubt("check.untrusted", cms.Certificate!.Subject);
    }

    private SignatureFinding CompareLater(SignatureFinding finding, PdfDictionary signature, int end, RemarkList remarks)
    {
        if (finding.CoversWholeFile)
            return finding;
        PdfFile signed;
        try
        {
            signed = PdfFile.Open(file.Bytes[..end]);
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            remarks.Fail("check.revision");
            return finding with { Later = LaterChanges.Other };
        }

        // The signed bytes must be an earlier revision of this very file: its cross-reference sections are the older part of ours.
        if (!file.Sections.TakeLast(signed.Sections.Count).SequenceEqual(signed.Sections))
        {
            remarks.Fail("check.revision");
            return finding with { Later = LaterChanges.Other };
        }

        var comparison = new RevisionComparison(signed, file, Certification.LockOf(file, signature));
        comparison.Compare();
        foreach (var place in comparison.Forbidden.Take(5))
            remarks.Fail("check.changed-after", place);
        if (comparison.Forbidden.Count == 0 && comparison.Changed.Count > 0 && Certification.LevelOf(signed) == 1)
            remarks.Fail("check.changed-after", comparison.Changed.First());
        return finding with
        {
            Later = comparison.Forbidden.Count > 0 ? LaterChanges.Other : LaterChanges.FilledOrSigned,
            ChangedLater = [.. comparison.Changed],
        };
    }

    // ISO 32000-1, 12.8.1: the ranges are the whole revision but for the string of /Contents.
    private (byte[] Cms, byte[] Signed, int End)? Covered(PdfDictionary signature, RemarkList remarks)
    {
        if (Range(signature) is not { } range || file.Resolve(signature["Contents"]) is not PdfString { Offset: >= 0, IsHex: true } contents)
        {
            remarks.Fail("check.no-range");
            return null;
        }

        var (first, second, length) = (range[1], range[2], range[3]);
        if (range[0] != 0 || first != contents.Offset || second != contents.Offset + contents.Length
            || contents.Length != (2 * contents.Bytes.Length) + 2 || second + length > file.Bytes.Length)
        {
            remarks.Fail("check.coverage");
            return null;
        }

        var bytes = file.Bytes.Span;
        var end = (int)(second + length);
        byte[] signed = [.. bytes[..(int)first], .. bytes[(int)second..end]];
        return (contents.Bytes, signed, end);
    }

    private long[]? Range(PdfDictionary signature)
    {
        var numbers = (file.Array(signature["ByteRange"])?.Items ?? []).Select(item => file.Resolve(item)).OfType<PdfNumber>()
            .Where(number => number is { IsInteger: true, Value: >= 0 and <= int.MaxValue }).Select(number => (long)number.Value).ToArray();
        return numbers.Length == 4 ? numbers : null;
    }
}

/// <summary>Remarks and the verdict that follows from them.</summary>
internal sealed class RemarkList
{
    public List<SigningProblem> Items { get; } = [];

    public SignatureVerdict Verdict { get; private set; } = SignatureVerdict.Passed;

    public void Fail(string code, string detail = "") => Add(code, detail, SignatureVerdict.Failed);

    public void Doubt(string code, string detail = "") => Add(code, detail, SignatureVerdict.Indeterminate);

    private void Add(string code, string detail, SignatureVerdict verdict)
    {
        Items.Add(new SigningProblem(code, detail));
        if (verdict > Verdict)
            Verdict = verdict;
    }
}

/// <summary>Dates of PDF: D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4).</summary>
internal static class PdfTime
{
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
            return null;
        var plain = text.StartsWith("D:", StringComparison.Ordinal) ? text[2..] : text;
        plain = plain.Replace("'", "", StringComparison.Ordinal);
        if (plain.EndsWith('Z'))
            plain = plain[..^1];
        foreach (var format in new[] { "yyyyMMddHHmmsszzz", "yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMdd" })
        {
            var candidate = format.EndsWith("zzz", StringComparison.Ordinal) && plain.Length == 19 ? plain.Insert(17, ":") : plain;
            if (DateTimeOffset.TryParseExact(candidate, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return time;
        }

        return null;
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>
/// Checks each signature of one file. Latest first: a time-stamp of the whole document proves that everything before it existed then, so that what it covers is
/// judged as of that time.
/// </summary>
internal sealed class SignatureChecker(PdfFile file, TrustList trust, DateTimeOffset now)
{
    private readonly SignatureJudge judge = new(trust, file.Budget, now);
    private readonly SecurityStore archive = SecurityStore.Of(file);
    private ProvenTime? proven;
    private bool isStorePreserved;

    public List<SignatureFinding> CheckAll()
    {
        var fields = PdfForm.FieldsOf(file).Where(field => field.Type == "Sig" && field.Value is PdfDictionary)
            .Select(field => (Field: field, Signature: (PdfDictionary)field.Value!))
            .OrderByDescending(signed => SignedRanges.Of(file, signed.Signature)?.End ?? int.MaxValue);
        var findings = new List<SignatureFinding>();
        foreach (var (field, signature) in fields)
            findings.Add(CheckField(field, signature));
        findings.Reverse();
        return findings;
    }

    private SignatureFinding CheckField(PdfField field, PdfDictionary signature)
    {
        var remarks = new RemarkList();
        var finding = new SignatureFinding { Field = field.Name, Format = "", Verdict = SignatureVerdict.Failed, Remarks = remarks.Items };
        try
        {
            finding = finding with
            {
                Format = file.Name(signature["SubFilter"]) ?? "",
                Time = new SignatureTime(PdfTime.Read(file.Text(signature["M"])), null, null),
                CertificationLevel = Certification.LevelOf(file, signature),
            };
            if (file.Resolve(signature["Contents"]) is not PdfString contents || SignedRanges.Of(file, signature) is not { } content)
                remarks.Fail(SubIndications.FormatFailure, "check.no-range");
            else
                finding = CheckContent(finding, signature, contents, content, remarks);
        }
        catch (PdfLimitException limited)
        {
            remarks.Doubt(SubIndications.Generic, "check.limit", limited.What);
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException || PdfFormatException.Explains(fault))
        {
            // A certificate or an object may be so damaged that it shows only when it is used.
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
        }

        return finding with { Verdict = remarks.Verdict, SubIndication = remarks.SubIndication, Remarks = remarks.Items };
    }

    private SignatureFinding CheckContent(SignatureFinding finding, PdfDictionary signature, PdfString contents, SignedRanges content, RemarkList remarks)
    {
        var isWhole = CoversAllButItself(contents, content);
        if (!isWhole)
            remarks.Fail(SubIndications.FormatFailure, "check.coverage");
        var cms = new CmsCheck(remarks).Check(finding.Format, contents.Bytes, content);
        finding = finding with
        {
            Integrity = cms.Integrity,
            Signer = cms.Certificate?.GetNameInfo(X509NameType.SimpleName, false),
            Certificate = cms.Certificate?.RawData ?? [],
            Coverage = !isWhole ? SignatureCoverage.Partial : content.End == file.Bytes.Length ? SignatureCoverage.WholeFile : SignatureCoverage.Revision,
            SignedRanges = content.Ranges,
            Time = finding.Time with { Claimed = finding.Time.Claimed ?? (cms.Message is null ? cms.Stamped : CmsCheck.ClaimedTime(cms.Message)) },
        };
        var revision = file;
        if (isWhole && finding.Coverage == SignatureCoverage.Revision)
            finding = CompareLater(finding, signature, content.End, remarks, out revision);
        return cms.Integrity == SignatureIntegrity.Broken || cms.Certificate is null
            ? finding
            : cms.Message is null ? CheckDocumentStamp(finding, cms, revision, remarks) : judge.Signer(finding, cms, archive.With(cms.Message), proven, isStorePreserved, remarks);
    }

    private SignatureFinding CheckDocumentStamp(SignatureFinding finding, ValueFinding cms, PdfFile revision, RemarkList remarks)
    {
        finding = judge.Stamp(finding, cms, archive, proven?.At ?? now, remarks, out var confirmed);
        if (confirmed is null)
            return finding;
        proven = confirmed;
        isStorePreserved |= revision.Root["DSS"] is not null;
        return finding;
    }

    private SignatureFinding CompareLater(SignatureFinding finding, PdfDictionary signature, int end, RemarkList remarks, out PdfFile revision)
    {
        revision = file;
        PdfFile signed;
        try
        {
            signed = PdfFile.Open(file.Bytes[..end], file.Budget);
        }
        catch (Exception fault) when (fault is not PdfLimitException && PdfFormatException.Explains(fault))
        {
            remarks.Fail(SubIndications.FormatFailure, "check.revision");
            return finding with { Coverage = SignatureCoverage.Partial, Later = LaterChanges.Content };
        }

        // The signed bytes must be an earlier revision of this very file: its cross-reference sections are the older part of ours.
        if (!file.Sections.TakeLast(signed.Sections.Count).SequenceEqual(signed.Sections))
        {
            remarks.Fail(SubIndications.FormatFailure, "check.revision");
            return finding with { Coverage = SignatureCoverage.Partial, Later = LaterChanges.Content };
        }

        revision = signed;
        if (file.HasTail)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.tail");
            return finding with { Later = LaterChanges.Content };
        }

        var comparison = new RevisionComparison(signed, file, Certification.LockOf(file, signature));
        comparison.Compare();
        var level = Certification.LevelOf(signed);
        var isAllowed = comparison.Kind switch
        {
            LaterChanges.None => true,
            LaterChanges.FormFilling => level != 1,
            LaterChanges.Annotation => level == 3,
            _ => false,
        };
        foreach (var place in comparison.Forbidden.Concat(comparison.Changed).Take(isAllowed ? 0 : 5))
            remarks.Fail(SubIndications.FormatFailure, SigningCodes.ChangedAfter, place);
        return finding with { Later = comparison.Kind, ChangedLater = [.. comparison.Changed] };
    }

    // ISO 32000-1, 12.8.1: the ranges are the whole revision but for the string of /Contents.
    private static bool CoversAllButItself(PdfString contents, SignedRanges content) =>
        contents is { Offset: >= 0, IsHex: true } && content.Ranges[0] == 0 && content.Ranges[1] == contents.Offset
        && content.Ranges[2] == contents.Offset + contents.Length && contents.Length == (2 * contents.Bytes.Length) + 2;
}

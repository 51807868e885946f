using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Xml;
using VanLang.Signing.Checks;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Containers;

/// <summary>Checks every signature and time-stamp of one container, and that no file of it is left without.</summary>
internal sealed partial class ContainerChecker(ContainerFile container, SignatureJudge judge, ReadingBudget budget)
{
    private const int LargestList = 4 * 1024 * 1024;
    private const int MostSeals = 50;

    // What may lie beside signatures without being signed: the lists of other kinds of containers, which say nothing of the content.
    private static readonly HashSet<string> Free = ["META-INF/manifest.xml", "META-INF/container.xml", "META-INF/metadata.xml"];

    private readonly List<SignatureFinding> findings = [];
    private readonly HashSet<string> covered = new(StringComparer.Ordinal);
    private readonly HashSet<string> seals = new(StringComparer.Ordinal);
    private readonly HashSet<string> lists = new(StringComparer.Ordinal);

    private List<string> Files { get; } = [.. container.Entries.Where(entry => !entry.IsOfContainer && entry.Name != ContainerFile.MediaTypeEntry).Select(entry => entry.Name)];

    public SignatureReport Check()
    {
        foreach (var list in container.Entries.Where(entry => ManifestName().IsMatch(entry.Name)))
            CheckList(list);
        foreach (var signatures in container.Entries.Where(entry => SealName().IsMatch(entry.Name) && entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            CheckXml(signatures);
        foreach (var loose in container.Entries.Where(entry => SealName().IsMatch(entry.Name) && !seals.Contains(entry.Name)))
            Add(Failed(loose.Name, "check.container-loose", loose.Name));
        if (findings.Count == 0)
            return new SignatureReport([], null);
        List<string> unsigned =
        [
            .. Files.Where(file => !covered.Contains(file)),
            .. container.Entries.Where(entry => entry.IsOfContainer && !covered.Contains(entry.Name) && !seals.Contains(entry.Name) && !lists.Contains(entry.Name) && !Free.Contains(entry.Name)).Select(entry => entry.Name),
        ];
        return new SignatureReport(findings, unsigned.Count == 0 || findings.Exists(finding => finding.Verdict == SignatureVerdict.Failed) ? null : new SigningProblem("check.container-unsigned", Some(unsigned)))
        {
            UnsignedFiles = unsigned,
        };
    }

    // XML signatures name the files themselves.
    private void CheckXml(ContainerEntry entry)
    {
        seals.Add(entry.Name);
        try
        {
            var document = XmlInput.Read(entry.Content(LargestList), budget);
            var signatures = XmlSignatureChecker.Find(document);
            if (!document.DocumentElement!.Is("XAdESSignatures", XmlNames.Asic) || signatures.Count == 0 || signatures.Any(signature => signature.ParentNode != document.DocumentElement))
                throw new XmlException(document.DocumentElement!.Name);
            var checker = new XmlSignatureChecker(document, judge, budget, container.Find);
            for (var i = 0; i < signatures.Count; i++)
            {
                var finding = checker.Check(signatures.Count == 1 ? entry.Name : $"{entry.Name} ({i + 1})", signatures[i]);
                Add(Covering(finding, finding.SignedFiles));
            }
        }
        catch (XmlException fault)
        {
            Add(Failed(entry.Name, "check.xml-broken", fault.Message));
        }
    }

    private void CheckList(ContainerEntry list)
    {
        lists.Add(list.Name);
        ContainerManifest manifest;
        try
        {
            manifest = ContainerManifest.Read(list.Content(LargestList), budget);
        }
        catch (XmlException fault)
        {
            Add(Failed(list.Name, "check.container-list", $"{list.Name}: {fault.Message}"));
            return;
        }

        if (container.Find(manifest.Seal) is not { } seal || !SealName().IsMatch(seal.Name))
        {
            Add(Failed(list.Name, "check.container-missing", manifest.Seal));
            return;
        }

        if (!seals.Add(seal.Name))
        {
            Add(Failed(list.Name, "check.container-loose", seal.Name));
            return;
        }

        var found = seal.Name.EndsWith(".tst", StringComparison.Ordinal)
            ? [Stamp(seal, list, remarks => Compare(manifest, remarks))]
            : FileSignatureCheck.Check(seal.Name, list, seal.Content(FileSignatureCheck.LargestSignature), FileSignatureCheck.Advanced, judge, budget, remarks => Compare(manifest, remarks));
        foreach (var finding in found)
            Add(Covering(finding, manifest.Files.Select(file => file.Name)));
    }

    /// <summary>What a signature covers counts where its value is right and every file is as it says.</summary>
    private SignatureFinding Covering(SignatureFinding finding, IEnumerable<string> names)
    {
        List<string> signed = [.. names.Distinct()];
        if (finding is not { IsIntact: true, Verdict: not SignatureVerdict.Failed })
            return finding with { Coverage = SignatureCoverage.None };
        covered.UnionWith(signed);
        return finding with { SignedFiles = signed, Coverage = Files.TrueForAll(signed.Contains) ? SignatureCoverage.WholeFile : SignatureCoverage.Partial };
    }

    private void Compare(ContainerManifest manifest, RemarkList remarks)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (manifest.Files.Count == 0)
            remarks.Fail(SubIndications.FormatFailure, "check.container-list", manifest.Seal);
        foreach (var file in manifest.Files)
        {
            if (!names.Add(file.Name))
                remarks.Fail(SubIndications.FormatFailure, "check.container-twice", file.Name);
            else if (container.Find(file.Name) is not { } entry)
                remarks.Fail(SubIndications.FormatFailure, "check.container-missing", file.Name);
            else
                CompareFile(entry, file.Digest, file.Value, remarks);
        }
    }

    private static void CompareFile(ContainerEntry entry, HashAlgorithmName? digest, byte[] value, RemarkList remarks)
    {
        if (digest is null || digest == HashAlgorithmName.SHA1)
            remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.weak", $"{digest?.Name ?? "?"} ({entry.Name})");
        else if (!entry.Digest(digest.Value).AsSpan().SequenceEqual(value))
            remarks.Fail(SubIndications.HashFailure, "check.container-changed", entry.Name);
    }

    private SignatureFinding Stamp(ContainerEntry seal, SignedContent stamped, Action<RemarkList> more)
    {
        var remarks = new RemarkList();
        var finding = new SignatureFinding { Field = seal.Name, Format = "ETSI.RFC3161", Verdict = SignatureVerdict.Failed, Remarks = remarks.Items };
        try
        {
            var value = new CmsCheck(remarks).CheckTimeStamp(seal.Content(LargestList), stamped);
            more(remarks);
            finding = finding with
            {
                Integrity = value.Integrity,
                Signer = value.Certificate?.GetNameInfo(X509NameType.SimpleName, false),
                Certificate = value.Certificate?.RawData ?? [],
            };
            if (value is { Integrity: SignatureIntegrity.Intact, Certificate: not null })
                finding = judge.Stamp(finding, value, new SecurityStore(budget), judge.Now, remarks, out _);
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.no-cms", fault.Message);
        }

        return finding with { Verdict = remarks.Verdict, SubIndication = remarks.SubIndication, Remarks = remarks.Items };
    }

    private void Add(SignatureFinding finding)
    {
        if (findings.Count == MostSeals)
            throw new PdfLimitException("signatures");
        findings.Add(finding);
    }

    private static SignatureFinding Failed(string name, string code, string detail) => new()
    {
        Field = name, Format = "", Verdict = SignatureVerdict.Failed, SubIndication = SubIndications.FormatFailure, Remarks = [new SigningProblem(code, detail)],
    };

    private static string Some(List<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" (+{names.Count - 5})" : "");

    [GeneratedRegex("^META-INF/[^/]*ASiCManifest[^/]*\\.xml$", RegexOptions.IgnoreCase)]
    private static partial Regex ManifestName();

    [GeneratedRegex("^META-INF/[^/]*(signature[^/]*\\.(p7s|xml)|timestamp[^/]*\\.tst)$", RegexOptions.IgnoreCase)]
    private static partial Regex SealName();
}

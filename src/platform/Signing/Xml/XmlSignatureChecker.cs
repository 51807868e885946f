using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using VanLang.Signing.Checks;
using VanLang.Signing.Cms;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Xml;

/// <summary>
/// Checks one XML signature (EN 319 102-1, EN 319 132-1, XML Signature 1.1). Strict against wrapping: what is signed is the root of the document or a file of the container, and nothing that was merely
/// found by a name. No transform but leaving the signature out and the canonical forms; nothing is ever fetched.
/// </summary>
/// <param name="files">A file of the container by its name; null outside containers.</param>
internal sealed class XmlSignatureChecker(XmlDocument document, SignatureJudge judge, ReadingBudget budget, Func<string, SignedContent?>? files)
{
    /// <summary>Most signatures of one document.</summary>
    public const int MostSignatures = 50;

    private List<string> signedFiles = [];

    /// <summary>Signatures of a document in its order; those inside others, which sign them, are not looked at.</summary>
    public static IReadOnlyList<XmlElement> Find(XmlDocument document)
    {
        var all = document.GetElementsByTagName("Signature", XmlNames.Signature).OfType<XmlElement>().Where(element => !IsInside(element)).Take(MostSignatures + 1).ToList();
        return all.Count > MostSignatures ? throw new PdfLimitException("signatures") : all;
    }

    /// <param name="name">What it is called in the report.</param>
    public SignatureFinding Check(string name, XmlElement element)
    {
        var remarks = new RemarkList();
        var finding = new SignatureFinding { Field = name, Format = "", Verdict = SignatureVerdict.Failed, Remarks = remarks.Items };
        try
        {
            budget.Look();
            signedFiles = [];
            var signature = XmlSignature.Read(element);
            finding = finding with { Format = (signature.Properties is null ? "XMLDSIG" : "XAdES") + (files is null ? ".enveloped" : ".detached"), Time = new SignatureTime(signature.Claimed, null, null) };
            var value = CheckValue(signature, remarks);
            var coverage = CheckReferences(signature, remarks);
            if (remarks.Verdict == SignatureVerdict.Failed && value.Integrity == SignatureIntegrity.Intact)
                value = value with { Integrity = SignatureIntegrity.Broken };
            finding = finding with
            {
                Integrity = value.Integrity,
                Signer = value.Certificate?.GetNameInfo(X509NameType.SimpleName, false),
                Certificate = value.Certificate?.RawData ?? [],
                Coverage = value.Integrity == SignatureIntegrity.Intact ? coverage : SignatureCoverage.None,
                SignedFiles = signedFiles,
            };
            if (value is { Integrity: not SignatureIntegrity.Broken, Certificate: not null })
                finding = judge.Signer(finding, value, StoreOf(signature), null, false, remarks);
        }
        catch (PdfLimitException limited)
        {
            remarks.Doubt(SubIndications.Generic, "check.limit", limited.What);
        }
        catch (Exception fault) when (fault is XmlException or CryptographicException or AsnContentException)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.xml-structure", fault.Message);
        }

        return finding with { Verdict = remarks.Verdict, SubIndication = remarks.SubIndication, Remarks = remarks.Items };
    }

    private static bool IsInside(XmlElement element)
    {
        for (var above = element.ParentNode as XmlElement; above is not null; above = above.ParentNode as XmlElement)
        {
            if (above.Is("Signature", XmlNames.Signature))
                return true;
        }

        return false;
    }

    private static ValueFinding CheckValue(XmlSignature signature, RemarkList remarks)
    {
        var certificate = SignerOf(signature, remarks);
        var finding = new ValueFinding(SignatureIntegrity.Broken, certificate, signature.Certificates);
        if (certificate is null)
        {
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.no-certificate");
            return finding with { Integrity = SignatureIntegrity.Unknown };
        }

        if (!CanonicalXml.Knows(signature.Canonical) || XmlSignatureMethods.Of(signature.Method, signature.Value.Bytes()) is not var (algorithm, digest, value))
        {
            remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.unsupported", CanonicalXml.Knows(signature.Canonical) ? signature.Method : signature.Canonical);
            return finding with { Integrity = SignatureIntegrity.Unknown };
        }

        var canonical = CanonicalXml.Of(signature.SignedInfo, signature.Canonical, signature.Prefixes);
        if (!SignatureValue.SignsHash(certificate, algorithm, digest, CryptographicOperations.HashData(digest, canonical), value))
        {
            remarks.Fail(SubIndications.SigCryptoFailure, "check.value");
            return finding;
        }

        return finding with
        {
            Integrity = SignatureIntegrity.Intact,
            Digests = [.. signature.References.Select(reference => reference.Digest).OfType<HashAlgorithmName>().Append(digest).Select(CmsCheck.NameOf).Distinct()],
            Tokens = [.. StampsOf(signature).Select(stamp => stamp.Bytes())],
            TokenContent = StampedOf(signature),
        };
    }

    // The certificate that the signer has signed for; the first where none is, or none fits, which is then said.
    private static X509Certificate2? SignerOf(XmlSignature signature, RemarkList remarks)
    {
        if (signature.CertificateDigests is not [var (algorithm, stated)])
        {
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.certificate-id-missing");
            return signature.Certificates.FirstOrDefault();
        }

        var named = algorithm is null ? null : signature.Certificates.FirstOrDefault(certificate => certificate.GetCertHash(algorithm.Value).AsSpan().SequenceEqual(stated));
        if (named is null)
            remarks.Doubt(SubIndications.NoSigningCertificate, "check.certificate-id");
        return named ?? signature.Certificates.FirstOrDefault();
    }

    private SignatureCoverage CheckReferences(XmlSignature signature, RemarkList remarks)
    {
        var coverage = SignatureCoverage.None;
        var ofProperties = 0;
        foreach (var reference in signature.References)
        {
            budget.Look();
            if (reference.Forbidden is { } transform)
                remarks.Doubt(SubIndications.SigConstraints, "check.xml-transform", transform);
            else if (reference.Digest is null)
                remarks.Doubt(SubIndications.CryptoConstraintsNoPoe, "check.unsupported", "DigestMethod");
            else if (reference.Type == XmlNames.SignedPropertiesType)
                ofProperties += CheckProperties(signature, reference, remarks);
            else if (files is not null)
                CheckFile(reference, remarks);
            else if (CheckDocument(signature, reference, remarks))
                coverage = SignatureCoverage.WholeFile;
        }

        if (signature.Properties is not null && ofProperties != 1)
            remarks.Fail(SubIndications.FormatFailure, "check.xml-properties");
        if (files is null && coverage == SignatureCoverage.None)
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-part", document.DocumentElement!.Name);
        return coverage;
    }

    private int CheckProperties(XmlSignature signature, XmlReference reference, RemarkList remarks)
    {
        var properties = signature.Properties;
        if (properties is null || reference.IsEnveloped || reference.Uri != $"#{properties.GetAttribute("Id")}" || Named(reference.Uri, remarks) != properties)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.xml-properties");
            return 0;
        }

        Compare(CanonicalXml.Of(properties, reference.Canonical ?? XmlNames.Inclusive, reference.Prefixes), reference, "check.xml-properties", "", remarks);
        return 1;
    }

    // True where the whole document is what is signed.
    private bool CheckDocument(XmlSignature signature, XmlReference reference, RemarkList remarks)
    {
        if (reference.Uri.Length > 0 && reference.Uri[0] != '#')
        {
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-external", reference.Uri);
            return false;
        }

        var target = reference.Uri.Length == 0 ? document.DocumentElement : Named(reference.Uri, remarks);
        if (target is null)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.xml-id", reference.Uri);
            return false;
        }

        if (target != document.DocumentElement || !reference.IsEnveloped)
        {
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-part", document.DocumentElement!.Name);
            Compare(CanonicalXml.Of(reference.IsEnveloped ? Without(signature.Element, target) : target, reference.Canonical ?? XmlNames.Inclusive, reference.Prefixes), reference, "check.digest", "", remarks);
            return false;
        }

        var copy = Without(signature.Element);
        var isWhole = reference.Uri.Length == 0;
        XmlCoverage.Judge(copy, reference, isWhole, budget, remarks);
        Compare(
            isWhole ? CanonicalXml.Of(copy, reference.Canonical ?? XmlNames.Inclusive, reference.Prefixes) : CanonicalXml.Of(copy.DocumentElement!, reference.Canonical ?? XmlNames.Inclusive, reference.Prefixes),
            reference, "check.digest", "", remarks);
        return true;
    }

    private void CheckFile(XmlReference reference, RemarkList remarks)
    {
        var name = Containers.ContainerManifest.PathOf(reference.Uri);
        if (reference.IsEnveloped || reference.Canonical is not null)
        {
            remarks.Doubt(SubIndications.SigConstraints, "check.xml-transform", name);
        }
        else if (files!(name) is not { } file)
        {
            remarks.Fail(SubIndications.FormatFailure, "check.container-missing", name);
        }
        else if (!file.Digest(reference.Digest!.Value).AsSpan().SequenceEqual(reference.Value))
        {
            remarks.Fail(SubIndications.HashFailure, "check.container-changed", name);
        }
        else
        {
            signedFiles.Add(name);
        }
    }

    private static void Compare(byte[] canonical, XmlReference reference, string code, string detail, RemarkList remarks)
    {
        if (!CryptographicOperations.HashData(reference.Digest!.Value, canonical).AsSpan().SequenceEqual(reference.Value))
            remarks.Fail(SubIndications.HashFailure, code, detail);
    }

    // An identifier that stands twice may mean the one to us and the other to somebody else.
    private XmlElement? Named(string uri, RemarkList remarks)
    {
        var id = uri[1..];
        var found = document.SelectNodes("//*")!.OfType<XmlElement>()
            .Where(element => element.Attributes.OfType<XmlAttribute>().Any(attribute => attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase) && attribute.Value == id)).Take(2).ToList();
        if (found.Count > 1)
            remarks.Fail(SubIndications.FormatFailure, "check.xml-id", id);
        return found is [var single] ? single : null;
    }

    // Elements that begin before the signature keep their places.
    private XmlElement Without(XmlElement signature, XmlElement target)
    {
        var place = document.SelectNodes("//*")!.OfType<XmlElement>().ToList().IndexOf(target);
        return !signature.SelectNodes("ancestor::*")!.OfType<XmlElement>().Contains(target)
            ? target
            : Without(signature).SelectNodes("//*")!.OfType<XmlElement>().ElementAt(place);
    }

    private XmlDocument Without(XmlElement signature)
    {
        var place = document.GetElementsByTagName("Signature", XmlNames.Signature).OfType<XmlElement>().ToList().IndexOf(signature);
        var copy = (XmlDocument)document.CloneNode(true);
        copy.PreserveWhitespace = true;
        copy.XmlResolver = null;
        var own = copy.GetElementsByTagName("Signature", XmlNames.Signature).OfType<XmlElement>().ElementAt(place);
        own.ParentNode!.RemoveChild(own);
        return copy;
    }

    private static IEnumerable<XmlElement> StampsOf(XmlSignature signature) =>
        (signature.Unsigned?.All("SignatureTimeStamp", XmlNames.Xades) ?? []).Where(stamp => FormOf(stamp) == FirstForm(signature)).SelectMany(stamp => stamp.All("EncapsulatedTimeStamp", XmlNames.Xades));

    /// <summary>What time-stamps of a signature are taken of: its value as an element, in the form that the first of them names.</summary>
    private static byte[] StampedOf(XmlSignature signature) => CanonicalXml.Knows(FirstForm(signature)) ? CanonicalXml.Of(signature.Value, FirstForm(signature), null) : [];

    private static string FirstForm(XmlSignature signature) =>
        signature.Unsigned?.All("SignatureTimeStamp", XmlNames.Xades).Select(FormOf).FirstOrDefault() ?? XmlNames.Inclusive;

    private static string FormOf(XmlElement stamp) => stamp.One("CanonicalizationMethod", XmlNames.Signature)?.GetAttribute("Algorithm") ?? XmlNames.Inclusive;

    private SecurityStore StoreOf(XmlSignature signature)
    {
        var store = new SecurityStore(budget);
        foreach (var certificate in Values("CertificateValues", "EncapsulatedX509Certificate"))
            store.AddCertificate(certificate);
        var revocation = signature.Unsigned?.One("RevocationValues", XmlNames.Xades);
        foreach (var list in revocation?.One("CRLValues", XmlNames.Xades)?.All("EncapsulatedCRLValue", XmlNames.Xades) ?? [])
            store.Revocation.AddList(list.Bytes());
        foreach (var answer in revocation?.One("OCSPValues", XmlNames.Xades)?.All("EncapsulatedOCSPValue", XmlNames.Xades) ?? [])
            store.Revocation.AddAnswer(answer.Bytes());
        return store;

        IEnumerable<byte[]> Values(string list, string item) => (signature.Unsigned?.One(list, XmlNames.Xades)?.All(item, XmlNames.Xades) ?? []).Select(value => value.Bytes());
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Signs XML documents: XAdES baseline B-B (ETSI EN 319 132-1), enveloped, exclusive canonical form, RSA or ECDSA with SHA-256. The signature becomes the last child of the root and signs the whole document
/// without itself.
/// </summary>
public static class XmlSigner
{
    /// <param name="xml">The document. One with comments, which no canonical form of a signed document holds, or that is signed already, is refused.</param>
    /// <param name="at">Time that the signer states; the certificate must be valid then.</param>
    /// <returns>The signed document, UTF-8.</returns>
    public static SignOutcome Sign(ReadOnlyMemory<byte> xml, UnlockedKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate.Span);
        if (CertificateCheck.FaultOfUse(certificate, at) is { } problem)
            return new SignOutcome.Refused(problem);
        XmlDocument document;
        try
        {
            document = XmlInput.Read(xml, new ReadingBudget(ReadingBudget.Usual));
        }
        catch (Exception fault) when (fault is XmlException or PdfLimitException)
        {
            return new SignOutcome.Refused(new SigningProblem(SigningCodes.XmlBroken, fault.Message));
        }

        if (document.SelectSingleNode("//comment()") is not null)
            return new SignOutcome.Refused(new SigningProblem(SigningCodes.XmlComments));
        if (XmlSignatureChecker.Find(document).Count > 0)
            return new SignOutcome.Refused(new SigningProblem(SigningCodes.XmlSigned));
        var prefixes = string.Join(' ', XmlCoverage.Prefixes(document));
        var content = SHA256.HashData(CanonicalXml.Of(document, XmlNames.Exclusive, prefixes));
        var draft = new XmlSignatureDraft(document, certificate, at);
        draft.Refer("", null, prefixes, content);
        draft.Sign(document.DocumentElement!, key);
        return new SignOutcome.Done(Written(document));
    }

    /// <summary>The document as bytes that are read back as the same document.</summary>
    internal static byte[] Written(XmlDocument document)
    {
        if (document.FirstChild is XmlDeclaration declaration)
            document.RemoveChild(declaration);
        var written = new MemoryStream();
        using (var writer = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
            document.Save(writer);
        return written.ToArray();
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Platform.Tests.Signing;

/// <summary>An invented authority outside the house that issues whatever is asked of it, good or bad, and signs without looking.</summary>
internal sealed class OutsideAuthority : IDisposable
{
    private const string Ocsp = "1.3.6.1.5.5.7.48.1";
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private int serial = 100;

    public OutsideAuthority(DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=MÔ PHỎNG – Chứng thực bên ngoài", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        root = request.CreateSelfSigned(now.AddYears(-20), now.AddYears(20));
    }

    public byte[] Root => root.RawData;

    public TrustList Trust => SignedPaper.ListOfProvince.With([root.RawData]);

    public X509Certificate2 Issue(
        DateTimeOffset from, DateTimeOffset to, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, string? purpose = null, bool offersRevocation = false) =>
        IssueTo($"CN=MÔ PHỎNG – Người ký {serial}", from, to, usage, purpose, offersRevocation);

    /// <param name="subject">Distinguished name.</param>
    public X509Certificate2 IssueTo(
        string subject, DateTimeOffset from, DateTimeOffset to, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, string? purpose = null, bool offersRevocation = false)
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, mine, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], true));
        if (offersRevocation)
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(["http://ocsp.invalid"], []));
        using var certificate = request.Create(root, from, to, [0x10, (byte)(serial++ & 0x7F)]);
        return certificate.CopyWithPrivateKey(mine);
    }

    public X509Certificate2 IssueStampAuthority(DateTimeOffset from, DateTimeOffset to) => Issue(from, to, purpose: "1.3.6.1.5.5.7.3.8");

    /// <summary>Signs a page of its own.</summary>
    public byte[] Sign(X509Certificate2 certificate, DateTimeOffset claimed, string digest = "2.16.840.1.101.3.4.2.1", Func<byte[], byte[]>? stamp = null) =>
        Sign(OnePage(), "sig", certificate, claimed, digest, stamp);

    public byte[] Sign(
        ReadOnlyMemory<byte> pdf, string field, X509Certificate2 certificate, DateTimeOffset claimed, string digest = "2.16.840.1.101.3.4.2.1", Func<byte[], byte[]>? stamp = null)
    {
        var prepared = SignedPaper.Prepare(pdf, new SignatureRequest
        {
            Field = field,
            SignedAt = claimed,
            SignerName = "MÔ PHỎNG",
            Appearance = new SignatureAppearance.Invisible(),
            NewFields = [new ReservedField(field, ReservedKind.Signature, 1, 100, 100, 130, 60, null)],
            CmsRoom = 8000,
        });
        var cms = new SignedCms(new ContentInfo(prepared.SignedBytes()), detached: true);
        cms.ComputeSignature(Signer(certificate, digest));
        if (stamp is not null)
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", stamp(cms.SignerInfos[0].GetSignature())));
        var encoded = Convert.ToHexString(cms.Encode());
        encoded.Length.ShouldBeLessThan(prepared.HoleLength - 2);
        Encoding.ASCII.GetBytes(encoded, prepared.Document.AsSpan(prepared.HoleStart + 1));
        return prepared.Document;
    }

    /// <summary>Signs any content, detached (CAdES baseline B).</summary>
    public static byte[] SignFile(byte[] content, X509Certificate2 certificate, DateTimeOffset claimed, string digest = "2.16.840.1.101.3.4.2.1", Func<byte[], byte[]>? stamp = null)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        var signer = Signer(certificate, digest);
        signer.SignedAttributes.Add(new Pkcs9SigningTime(claimed.UtcDateTime));
        cms.ComputeSignature(signer);
        if (stamp is not null)
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", stamp(cms.SignerInfos[0].GetSignature())));
        return cms.Encode();
    }

    /// <summary>A time-stamp (RFC 3161) over some bytes.</summary>
    public static byte[] Stamp(X509Certificate2 authority, DateTimeOffset at, byte[] stamped)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.2.3.4");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                writer.WriteOctetString(SHA256.HashData(stamped));
            }

            writer.WriteInteger(7);
            writer.WriteGeneralizedTime(at, omitFractionalSeconds: true);
        }

        var token = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), writer.Encode()));
        token.ComputeSignature(Signer(authority, "2.16.840.1.101.3.4.2.1"));
        return token.Encode();
    }

    public byte[] RevocationList(X509Certificate2 revoked, DateTimeOffset revokedAt, DateTimeOffset thisUpdate)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(revoked.SerialNumberBytes.Span, revokedAt);
        return list.Build(root, 1, thisUpdate.AddDays(7), HashAlgorithmName.SHA256, thisUpdate: thisUpdate);
    }

    /// <summary>An answer (RFC 6960) that a certificate is good.</summary>
    public byte[] Good(X509Certificate2 certificate, DateTimeOffset thisUpdate)
    {
        var data = new AsnWriter(AsnEncodingRules.DER);
        using (data.PushSequence())
        {
            using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                data.WriteEncodedValue(root.SubjectName.RawData);
            data.WriteGeneralizedTime(thisUpdate, omitFractionalSeconds: true);
            using (data.PushSequence())
            using (data.PushSequence())
            {
                using (data.PushSequence())
                {
                    using (data.PushSequence())
                        data.WriteObjectIdentifier("1.3.14.3.2.26");
                    data.WriteOctetString(CryptographicOperations.HashData(HashAlgorithmName.SHA1, root.SubjectName.RawData));
                    data.WriteOctetString(CryptographicOperations.HashData(HashAlgorithmName.SHA1, root.PublicKey.EncodedKeyValue.RawData));
                    data.WriteInteger(certificate.SerialNumberBytes.Span);
                }

                data.WriteNull(new Asn1Tag(TagClass.ContextSpecific, 0));
                data.WriteGeneralizedTime(thisUpdate, omitFractionalSeconds: true);
                using (data.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    data.WriteGeneralizedTime(thisUpdate.AddDays(7), omitFractionalSeconds: true);
            }
        }

        var signed = data.Encode();
        var basic = new AsnWriter(AsnEncodingRules.DER);
        using (basic.PushSequence())
        {
            basic.WriteEncodedValue(signed);
            using (basic.PushSequence())
                basic.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            basic.WriteBitString(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        var answer = new AsnWriter(AsnEncodingRules.DER);
        using (answer.PushSequence())
        {
            answer.WriteEnumeratedValue(OcspStatus.Successful);
            using (answer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (answer.PushSequence())
            {
                answer.WriteObjectIdentifier($"{Ocsp}.1");
                answer.WriteOctetString(basic.Encode());
            }
        }

        return answer.Encode();
    }

    /// <summary>Adds lists and answers to a file for the later check of its signatures.</summary>
    public static byte[] Archive(ReadOnlyMemory<byte> pdf, byte[]? list = null, byte[]? answer = null)
    {
        var update = new PdfUpdate(PdfFile.Open(pdf));
        var store = PdfDictionary.Of(("Type", new PdfName("DSS")));
        if (list is not null)
            store = store.With("CRLs", new PdfArray([update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(list.Length))), list))]));
        if (answer is not null)
            store = store.With("OCSPs", new PdfArray([update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(answer.Length))), answer))]));
        update.Replace(update.File.RootReference, update.CurrentDictionary(update.File.RootReference).With("DSS", update.Add(store)));
        return update.Write(new Dictionary<PdfPlaceholder, int>());
    }

    /// <summary>A file of one page.</summary>
    /// <param name="room">Bytes of a stream that nothing shows.</param>
    public static byte[] OnePage(int room = 0)
    {
        var file = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.7\n");
        Object("<</Type/Catalog/Pages 2 0 R>>");
        Object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        Object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>");
        Object("<</Length 11>>\nstream\n0 0 m 9 9 l\nendstream");
        offsets.Add(file.Position);
        Write($"5 0 obj\n<</Length {room}>>\nstream\n");
        file.Write(new byte[room]);
        Write("\nendstream\nendobj\n");
        var table = file.Position;
        Write($"xref\n0 6\n0000000000 65535 f\r\n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n\r\n"))}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Object(string body)
        {
            offsets.Add(file.Position);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    public void Dispose()
    {
        key.Dispose();
        root.Dispose();
    }

    private static CmsSigner Signer(X509Certificate2 certificate, string digest)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate) { DigestAlgorithm = new Oid(digest), IncludeOption = X509IncludeOption.EndCertOnly };
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        signer.SignedAttributes.Add(new AsnEncodedData("1.2.840.113549.1.9.16.2.47", writer.Encode()));
        return signer;
    }

    private enum OcspStatus
    {
        Successful,
    }
}

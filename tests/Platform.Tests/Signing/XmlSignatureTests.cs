using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Shouldly;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Signatures in XML (XAdES): made here, understood by xmlsec1, and not misled by what is wrapped, moved or put beside.</summary>
public sealed class XmlSignatureTests : IDisposable
{
    private static readonly DateTimeOffset Now = SignedPaper.Now;
    private readonly OutsideAuthority authority = new(Now);

    internal static byte[] Document { get; } = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?>\n<don xmlns=\"urn:vanlang:don\" xmlns:x=\"urn:vanlang:x\" id=\"d1\">\n  <noi x:ma=\"25\" kieu=\"x:tinh\">Phú Thọ &amp; Việt Trì</noi><so>1</so>\n</don>");

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData(SigningKeyKind.EllipticCurve)]
    [InlineData(SigningKeyKind.Rsa)]
    public void What_is_signed_here_passes_here_and_at_xmlsec(SigningKeyKind kind)
    {
        using var house = DemonstrationAuthority.Create(Now);
        using var key = house.IssuePerson("Trần Thị Ngọc", "Chuyên viên", "Sở Nội vụ", "135790", Now, kind).Unlock("135790")!;
        var signed = XmlSigner.Sign(Document, key, Now).ShouldBeOfType<SignOutcome.Done>().Content;

        var report = SignatureCheck.Check(signed, null, SignedPaper.ListOfProvince.With([house.Root]), Now);
        Said(report).ShouldBe("Passed  B-B");
        var found = report.Signatures.ShouldHaveSingleItem();
        (found.Format, found.Signer, found.Coverage, found.Time.Claimed).ShouldBe(("XAdES.enveloped", "MÔ PHỎNG – Trần Thị Ngọc", SignatureCoverage.WholeFile, (DateTimeOffset?)Now));
        using var tool = new OutsideTool();
        tool.Put("a.xml", signed.Span);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", house.Root.Span));
        tool.Put("sub.pem", PemEncoding.WriteString("CERTIFICATE", house.Issuer.Span));
        var ran = tool.Run("xmlsec1 --verify --id-attr:Id SignedProperties --trusted-pem root.pem --untrusted-pem sub.pem a.xml");
        ran.Code.ShouldBe(0, ran.Said);
        ran.Said.ShouldContain("SignedInfo References (ok/all): 2/2");
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<a>một\r\nhai&#13;ba\t<b c=\"d&#10;e&quot;\"/><![CDATA[<x>]]></a>")]
    [InlineData("<?xml-stylesheet href=\"a.xsl\"?><a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><?b c?></a>")]
    [InlineData("<ds:a xmlns:ds=\"urn:other\" xmlns:xades=\"urn:third\"><b xmlns=\"\" xml:lang=\"vi\"/></ds:a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?><a>đ</a>")]
    public void Documents_of_any_make_pass(string xml)
    {
        using var key = Key();

        Said(Check(Sign(Encoding.UTF8.GetBytes(xml), key))).ShouldBe("Passed  B-B");
    }

    [Fact]
    public void What_signatures_of_a_document_do_not_cover_is_not_signed()
    {
        using var key = Key();

        Refused("<a><!-- ghi chú --></a>").ShouldBe(SigningCodes.XmlComments);
        Refused("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").ShouldBe(SigningCodes.XmlBroken);
        Refused("Xin chào").ShouldBe(SigningCodes.XmlBroken);
        Refused(Encoding.UTF8.GetString(Sign(Document, key))).ShouldBe(SigningCodes.XmlSigned);

        string Refused(string xml) => XmlSigner.Sign(Encoding.UTF8.GetBytes(xml), key, Now).ShouldBeOfType<SignOutcome.Refused>().Problem.Code;
    }

    [Theory]
    [InlineData("Phú Thọ", "Hà Nội", "HASH_FAILURE")]
    [InlineData("ma=\"25\"", "ma=\"01\"", "HASH_FAILURE")]
    [InlineData("<so>1</so>", "<so>1</so><so>2</so>", "HASH_FAILURE")]
    [InlineData("urn:vanlang:x", "urn:other", "HASH_FAILURE")]
    [InlineData("2026-11-", "2025-11-", "HASH_FAILURE")]
    public void A_change_is_found(string text, string other, string subIndication)
    {
        using var key = Key();

        var report = Check(Replaced(Sign(Document, key), text, other));

        Said(report).ShouldStartWith($"Failed {subIndication}");
    }

    [Fact]
    public void Attacks_that_wrap_move_or_put_beside_never_pass()
    {
        using var key = Key();
        using var other = Key();
        var named = SignNamed(key, "#d1");
        Dictionary<string, (byte[] Xml, string Expected)> attacks = new()
        {
            ["the signed element is moved into another root"] = (Changed(named, document =>
            {
                var evil = document.CreateElement("don", "urn:vanlang:don");
                var signed = document.DocumentElement!;
                document.RemoveChild(signed);
                document.AppendChild(evil);
                evil.AppendChild(signed);
                var signature = Signature(document);
                signature.ParentNode!.RemoveChild(signature);
                evil.AppendChild(signature);
            }), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["the signed element is moved and the signature stays in it"] = (Changed(named, document =>
            {
                var evil = document.CreateElement("don", "urn:vanlang:don");
                var signed = document.DocumentElement!;
                document.RemoveChild(signed);
                document.AppendChild(evil);
                evil.AppendChild(signed);
            }), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["the signed part lies under Object"] = (Changed(named, document =>
            {
                var signature = Signature(document);
                var original = (XmlElement)document.DocumentElement!.CloneNode(true);
                original.RemoveChild(original.LastChild!);
                var room = (XmlElement)signature.AppendChild(document.CreateElement("ds", "Object", XmlNames.Signature))!;
                room.AppendChild(original);
                document.DocumentElement!.SetAttribute("id", "d2");
                document.DocumentElement!["so"]!.InnerText = "9";
            }), "Failed FORMAT_FAILURE"),
            ["a second element has the identifier of the document"] = (Changed(named, document =>
            {
                var copy = document.CreateElement("ds", "KeyName", XmlNames.Signature);
                copy.SetAttribute("Id", "d1");
                Signature(document)["KeyInfo", XmlNames.Signature]!.AppendChild(copy);
            }), "Failed FORMAT_FAILURE"),
            ["a second element has the identifier of the properties"] = (Changed(Sign(Document, key), document =>
            {
                var properties = (XmlElement)document.GetElementsByTagName("SignedProperties", XmlNames.Xades)[0]!;
                Signature(document)["KeyInfo", XmlNames.Signature]!.AppendChild(properties.CloneNode(true));
            }), "Failed FORMAT_FAILURE"),
            ["other properties are shown beside those that were signed"] = (Changed(Sign(Document, key), document =>
            {
                var room = Signature(document)["Object", XmlNames.Signature]!;
                var copy = room.CloneNode(true);
                ((XmlElement)((XmlElement)copy).GetElementsByTagName("SignedProperties", XmlNames.Xades)[0]!).SetAttribute("Id", "other");
                Signature(document).InsertBefore(copy, room);
            }), "Failed FORMAT_FAILURE"),
            ["the properties were replaced"] = (Changed(Sign(Document, key), document => document.GetElementsByTagName("SigningTime", XmlNames.Xades)[0]!.InnerText = "2020-01-01T00:00:00Z"), "Failed HASH_FAILURE"),
            ["only a part is signed"] = (SignNamed(key, "#d2"), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["a comment cuts a value in two"] = (Replaced(Sign(Document, key), "Việt Trì", "Việt<!-- --> Trì"), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["a prefix that only a value uses means something else"] = (Replaced(SignNamed(key, ""), "<so>", "<so xmlns:y=\"urn:evil\">"), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["another prefix for the same name"] = (Replaced(Sign(Document, key), "<noi x:ma", "<noi xmlns:x=\"urn:vanlang:y\" x:ma"), "Failed HASH_FAILURE"),
            ["a style sheet outside the signed element"] = (Replaced(named, "<don ", "<?xml-stylesheet href=\"evil.xsl\"?><don "), "Indeterminate SIG_CONSTRAINTS_FAILURE"),
            ["a style sheet before the document"] = (Replaced(Sign(Document, key), "<don ", "<?xml-stylesheet href=\"evil.xsl\"?><don "), "Failed HASH_FAILURE"),
            ["the certificate of somebody else"] = (Replaced(Sign(Document, key), Convert.ToBase64String(key.Certificate.Span), Convert.ToBase64String(other.Certificate.Span)), "Failed SIG_CRYPTO_FAILURE"),
            ["a document type"] = (Replaced(Sign(Document, key), "<don ", "<!DOCTYPE don [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><don "), "Failed"),
            ["the signature is taken out and the document stays"] = (Changed(Sign(Document, key), document => Signature(document).ParentNode!.RemoveChild(Signature(document))), ""),
        };
        foreach (var (what, (xml, expected)) in attacks)
        {
            var report = Check(xml);
            report.Verdict.ShouldNotBe(SignatureVerdict.Passed, what);
            var found = report.Signatures is [var first, ..] ? first : null;
            $"{report.Verdict} {found?.SubIndication}".Trim().ShouldStartWith(expected, customMessage: $"{what}: {string.Join(", ", found?.Remarks ?? [])} {report.Problem}");
        }
    }

    [Fact]
    public void The_document_signed_by_the_name_of_its_root_passes()
    {
        using var key = Key();

        Said(Check(SignNamed(key, "#d1"))).ShouldBe("Passed  B-B");
    }

    [Fact]
    public void A_key_with_two_certificates_signs_for_the_one_that_it_names()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var first = authority.Issue(Now.AddYears(-1), Now.AddYears(1));
        using var same = new CertificateRequest("CN=Người khác", own, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
        using var second = new CertificateRequest("CN=Người ký", own, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
        using var key = new UnlockedKey(own, second, []);
        var exchanged = Replaced(Sign(Document, key), Convert.ToBase64String(second.RawData), Convert.ToBase64String(same.RawData));

        var report = XmlSignatureCheck.Check(exchanged, SignedPaper.ListOfProvince.With([same.RawData]), Now);

        Said(report).ShouldStartWith("Indeterminate NO_SIGNING_CERTIFICATE_FOUND");
    }

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64")]
    public void Transforms_that_show_one_thing_and_sign_another_are_not_run(string transform)
    {
        using var key = Key();
        var report = Check(Replaced(Sign(Document, key), XmlNames.Enveloped, transform));

        report.Verdict.ShouldNotBe(SignatureVerdict.Passed);
        report.Signatures[0].Remarks.ShouldContain(new SigningProblem("check.xml-transform", transform));
    }

    [Fact]
    public void A_signature_over_an_address_fetches_nothing_and_does_not_pass()
    {
        using var key = Key();
        foreach (var address in new[] { "http://127.0.0.1:9/a.xml", "file:///etc/passwd", "a.xml", "#xpointer(/)" })
        {
            var report = Check(Replaced(Sign(Document, key), " URI=\"\"", $" URI=\"{address}\""));
            report.Verdict.ShouldNotBe(SignatureVerdict.Passed, address);
        }
    }

    [Fact]
    public void A_shared_secret_is_no_signature()
    {
        using var key = Key();
        var report = Check(Replaced(Sign(Document, key), XmlSignatureMethods.EcdsaSha256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"));

        Said(report).ShouldStartWith("Indeterminate CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
    }

    [Fact]
    public void A_plain_XML_signature_of_others_is_understood_and_names_no_certificate()
    {
        using var certificate = authority.Issue(Now.AddYears(-1), Now.AddYears(1));
        using var rsa = RSA.Create(2048);
        using var ofRsa = new CertificateRequest("CN=Người khác", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
        var document = XmlInput.Read(Document, new ReadingBudget(ReadingBudget.Usual));
        var signed = new SignedXml(document) { SigningKey = rsa };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var reference = new Reference("");
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(ofRsa));
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), true));

        var report = XmlSignatureCheck.Check(Encoding.UTF8.GetBytes(document.OuterXml), SignedPaper.ListOfProvince.With([ofRsa.RawData]), Now);

        Said(report).ShouldBe("Indeterminate NO_SIGNING_CERTIFICATE_FOUND XMLDSIG-B");
        (report.Signatures[0].Integrity, report.Signatures[0].Coverage).ShouldBe((SignatureIntegrity.Intact, SignatureCoverage.WholeFile));
    }

    [Fact]
    public void An_expired_certificate_needs_a_time_stamp_from_before()
    {
        using var certificate = authority.Issue(Now.AddYears(-3), Now.AddYears(-1));
        using var key = new UnlockedKey(certificate.GetECDsaPrivateKey()!, X509CertificateLoader.LoadCertificate(certificate.RawData), []);
        using var unit = authority.IssueStampAuthority(Now.AddYears(-10), Now.AddYears(1));
        var signed = XmlSigner.Sign(Document, key, Now.AddYears(-2)).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();

        Said(Check(signed)).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
        Said(Check(Changed(signed, document => StampedXml.Add(Signature(document), OutsideAuthority.Stamp(unit, Now.AddYears(-2), StampedXml.ContentOf(Signature(document)))))))
            .ShouldBe("Passed  B-T");
        Said(Check(Changed(signed, document => StampedXml.Add(Signature(document), OutsideAuthority.Stamp(unit, Now.AddYears(-2), [1])))))
            .ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
    }

    [Fact]
    public void In_a_container_every_file_is_signed_by_its_name_and_changes_are_named()
    {
        using var key = Key();
        var stream = new MemoryStream();
        using (var writer = new ContainerWriter(stream, Now))
        {
            writer.Add("don.xml", Document, "application/xml");
            writer.Add("phụ lục/bản đồ.bin", new byte[1000]);
            writer.SignXml(key, Now).ShouldBeNull();
        }

        var report = Check(stream.ToArray());
        Said(report).ShouldBe("Passed  B-B");
        (report.Signatures[0].Format, report.Signatures[0].Coverage).ShouldBe(("XAdES.detached", SignatureCoverage.WholeFile));
        report.Signatures[0].SignedFiles.ShouldBe(["don.xml", "phụ lục/bản đồ.bin"]);
        using var tool = new OutsideTool();
        tool.Put("don.xml", Document);
        tool.Put("phụ lục/bản đồ.bin", new byte[1000]);
        tool.Put("signatures.xml", ContainerTests.Unpack(stream.ToArray()).Single(file => file.Name == "META-INF/signatures001.xml").Content);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", authority.Root));
        var ran = tool.Run("xmlsec1 --verify --id-attr:Id SignedProperties --trusted-pem root.pem signatures.xml");
        ran.Said.ShouldContain("SignedInfo References (ok/all): 3/3");

        var changed = Check(ContainerTests.Changed(stream.ToArray(), "don.xml", [.. Document, 10]));
        Said(changed).ShouldStartWith("Failed HASH_FAILURE");
        changed.Signatures[0].Remarks[0].ShouldBe(new SigningProblem("check.container-changed", "don.xml"));
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        using var key = Key();
        var deep = new StringBuilder().Insert(0, "<a>", 200_000).ToString();
        var many = $"<a>{new StringBuilder().Insert(0, "<b/>", 600_000)}<ds:Signature xmlns:ds=\"{XmlNames.Signature}\"><ds:SignatureValue/></ds:Signature></a>";
        var start = TimeProvider.System.GetTimestamp();

        Check(Encoding.UTF8.GetBytes(deep)).Problem!.Code.ShouldBe("check.limit");
        Check(Encoding.UTF8.GetBytes(many)).Problem!.Code.ShouldBe("check.limit");
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private UnlockedKey Key()
    {
        using var certificate = authority.Issue(Now.AddYears(-1), Now.AddYears(1));
        return new UnlockedKey(certificate.GetECDsaPrivateKey()!, X509CertificateLoader.LoadCertificate(certificate.RawData), []);
    }

    private static byte[] Sign(byte[] xml, UnlockedKey key) => XmlSigner.Sign(xml, key, Now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();

    // As other programs sign: an element by its name, and no care for prefixes that only values use.
    private static byte[] SignNamed(UnlockedKey key, string uri)
    {
        var document = XmlInput.Read(uri == "#d2" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Document).Replace("<so>", "<so id=\"d2\">", StringComparison.Ordinal)) : Document, new ReadingBudget(ReadingBudget.Usual));
        var draft = new XmlSignatureDraft(document, X509CertificateLoader.LoadCertificate(key.Certificate.Span), Now);
        var target = uri == "#d2" ? document.DocumentElement!["so"]! : document.DocumentElement!;
        draft.Refer(uri, null, null, SHA256.HashData(uri.Length == 0 ? CanonicalXml.Of(document, XmlNames.Exclusive, null) : CanonicalXml.Of(target, XmlNames.Exclusive, null)));
        draft.Sign(document.DocumentElement!, key);
        return XmlSigner.Written(document);
    }

    private static XmlElement Signature(XmlDocument document) => (XmlElement)document.GetElementsByTagName("Signature", XmlNames.Signature)[0]!;

    private static byte[] Changed(byte[] xml, Action<XmlDocument> change)
    {
        var document = XmlInput.Read(xml, new ReadingBudget(ReadingBudget.Usual));
        change(document);
        return XmlSigner.Written(document);
    }

    private static byte[] Replaced(byte[] xml, string text, string other)
    {
        var before = Encoding.UTF8.GetString(xml);
        before.ShouldContain(text);
        return Encoding.UTF8.GetBytes(before.Replace(text, other, StringComparison.Ordinal));
    }

    private SignatureReport Check(byte[] xml) => SignatureCheck.Check(xml, null, authority.Trust, Now);

    private static string Said(SignatureReport report) => string.Join("; ", report.Signatures.Select(signature => $"{signature.Verdict} {signature.SubIndication} {signature.Level}"));
}

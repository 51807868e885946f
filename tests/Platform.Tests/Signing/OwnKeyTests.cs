using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Keys where their holders have them: a file, and a token (SoftHSM, which keeps keys as a real one does).</summary>
[Collection(SoftTokens.Alone)]
public sealed class OwnKeyTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    private static readonly PrintedDocument Printed = SamplePapers.Print("ban-sao-trich-luc");

    [Fact]
    public async Task A_key_file_signs_with_its_password_and_not_without()
    {
        var file = await KeyFileOf("Lê Văn An", "mat-khau-tep");

        KeyFile.Open(file, "khác hẳn").ShouldBeNull();
        KeyFile.Open("no key"u8.ToArray(), "mat-khau-tep").ShouldBeNull();
        KeyFile.Open(services.Root.Export(X509ContentType.Pkcs12), "").ShouldBeNull();
        using var key = KeyFile.Open(file, "mat-khau-tep").ShouldNotBeNull();
        await IsGood(key, "MÔ PHỎNG – Lê Văn An");
    }

    [Fact]
    public async Task A_file_whose_key_is_not_that_of_its_certificate_opens_nothing()
    {
        using var mine = KeyFile.Open(await KeyFileOf("Lê Văn An", "mat-khau-tep"), "mat-khau-tep").ShouldNotBeNull();
        using var certificate = X509CertificateLoader.LoadCertificate(mine.Certificate.Span);
        using var kindred = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        KeyFile.Open(Packed(certificate, kindred), "mat-khau-tep").ShouldBeNull();
        KeyFile.Open(Packed(certificate, other), "mat-khau-tep").ShouldBeNull();
        using var self = new CertificateRequest("CN=Lê Văn An", other, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        using var packed = KeyFile.Open(Packed(self, other), "mat-khau-tep").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("EC")]
    public async Task A_token_signs_with_its_holders_pin_and_the_key_never_leaves_it(string kind)
    {
        using SoftTokens tokens = new();
        tokens.Add("ky-so");
        var certificate = await tokens.AddKey(services.Process, "ky-so", 0xA1, "Lê Văn An", kind: kind);
        using (KeyToken token = new(SoftTokens.Library))
        {
            (await token.Open("không có", SoftTokens.Pin, default)).ShouldBeOfType<TokenOutcome.NoToken>();
            (await token.Open("ky-so", "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
            using (var opened = await Opened(token))
            {
                opened.Certificates.Select(one => (one.Name, one.Thumbprint)).ShouldBe([("MÔ PHỎNG – Lê Văn An", certificate.GetCertHashString(HashAlgorithmName.SHA256))]);
                using var key = opened.Key(certificate.RawDataMemory).ShouldNotBeNull();
                // Nobody signs on the login of another: whoever comes next waits until it is over.
                using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200));
                await Should.ThrowAsync<OperationCanceledException>(() => token.Open("ky-so", SoftTokens.Pin, soon.Token));
                await IsGood(key, "MÔ PHỎNG – Lê Văn An");
            }

            (await token.Open("ky-so", "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
        }

        // What nobody expected on it stands in the way of who comes, and not of who comes next.
        SoftTokens.PutCertificate("ky-so", 0xF1, "nothing"u8.ToArray(), "no certificate"u8.ToArray());
        using KeyToken spoilt = new(SoftTokens.Library);
        for (var i = 0; i < 2; i++)
            await Should.ThrowAsync<CryptographicException>(() => spoilt.Open("ky-so", SoftTokens.Pin, default));
        (await spoilt.Open("ky-so", "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
    }

    [Fact]
    public async Task A_token_tells_how_near_it_is_to_locking_itself_and_a_locked_one_is_not_tried()
    {
        using SoftTokens tokens = new();
        tokens.Add("ky-so");
        tokens.Add("con-mot-lan");
        tokens.Add("da-khoa");
        tokens.Flag("con-mot-lan", CKF.CKF_USER_PIN_FINAL_TRY);
        tokens.Flag("da-khoa", CKF.CKF_USER_PIN_LOCKED);
        using KeyToken token = new(SoftTokens.Library);

        (await token.Labels(default)).ShouldBe(["con-mot-lan", "da-khoa", "ky-so"]);
        (await token.Open("ky-so", "000000", default)).ShouldBe(new TokenOutcome.WrongPin(PinTries.Few));
        (await token.Open("con-mot-lan", "000000", default)).ShouldBe(new TokenOutcome.WrongPin(PinTries.One));
        (await token.Open("da-khoa", SoftTokens.Pin, default)).ShouldBeOfType<TokenOutcome.Locked>();
        // The right one counts from the beginning again.
        (await Opened(token)).Dispose();
        (await token.Open("ky-so", "1", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
    }

    [Fact]
    public async Task Only_certificates_beside_a_private_key_are_there_and_only_a_key_that_signs_for_its_certificate_is_given()
    {
        using SoftTokens tokens = new();
        tokens.Add("ky-so");
        using KeyToken empty = new(SoftTokens.Library);
        using (var nothing = await Opened(empty))
            nothing.Certificates.ShouldBeEmpty();
        empty.Dispose();

        var first = await tokens.AddKey(services.Process, "ky-so", 0x01, "Lê Văn An");
        var second = await tokens.AddKey(services.Process, "ky-so", 0x02, "Lê Văn An");
        // A certificate without its key, and one beside the key of somebody else.
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SoftTokens.PutCertificate("ky-so", 0x60, services.Root.SubjectName.RawData, services.Root.RawData);
        tokens.ImportKey("ky-so", 0x03, other);
        SoftTokens.PutCertificate("ky-so", 0x03, first.SubjectName.RawData, first.RawData);
        using (KeyToken token = new(SoftTokens.Library))
        using (var opened = await Opened(token))
        {
            opened.Certificates.Select(one => one.Thumbprint).ShouldBe([Thumbprint(first), Thumbprint(second)], ignoreOrder: true);
            opened.Key(services.Root.RawDataMemory).ShouldBeNull();
            await IsGood(opened.Key(second.RawDataMemory).ShouldNotBeNull(), "MÔ PHỎNG – Lê Văn An");
        }

        tokens.Add("nham-khoa");
        tokens.ImportKey("nham-khoa", 0x03, other);
        SoftTokens.PutCertificate("nham-khoa", 0x03, first.SubjectName.RawData, first.RawData);
        SoftTokens.ForbidSigning("ky-so");
        using KeyToken later = new(SoftTokens.Library);
        using (var wrong = await Opened(later, "nham-khoa"))
            wrong.Key(wrong.Certificates.Single().Certificate).ShouldBeNull();
        using var forbidden = await Opened(later);
        forbidden.Key(second.RawDataMemory).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_in_use_is_waited_for_no_longer_than_agreed_and_a_login_that_was_left_behind_opens_nothing_for_others()
    {
        using SoftTokens tokens = new();
        tokens.Add("ky-so");
        using KeyToken token = new(SoftTokens.Library, TimeSpan.FromMilliseconds(300));
        using (await Opened(token))
            (await token.Open("ky-so", SoftTokens.Pin, default)).ShouldBeOfType<TokenOutcome.Busy>();
        (await Opened(token)).Dispose();

        // As when the module failed while it was logged out.
        var (library, slot) = SoftTokens.Beside("ky-so");
        using var left = library;
        for (var i = 0; i < 2; i++)
        {
            slot.OpenSession(SessionType.ReadOnly).Login(CKU.CKU_USER, SoftTokens.Pin);
            if (i == 0)
                (await token.Open("ky-so", "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
            else
                (await Opened(token)).Dispose();
        }

        (await token.Open("ky-so", "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
    }

    [Fact]
    public async Task Without_a_library_there_are_no_tokens_and_what_is_no_library_is_told()
    {
        using KeyToken none = new(null);
        none.IsOn.ShouldBeFalse();
        (await none.Labels(default)).ShouldBeEmpty();
        (await none.Open("ky-so", SoftTokens.Pin, default)).ShouldBeOfType<TokenOutcome.NoToken>();
        foreach (var path in new[] { "/khong/co/thu-vien.so", Path.Combine(services.Folder, services.Write("text.so", "no library"u8.ToArray())), "libc.so.6" })
            Should.Throw<TokenLibraryException>(() => new KeyToken(path)).Message.ShouldNotBeEmpty();
    }

    private static async Task<OpenToken> Opened(KeyToken token, string label = "ky-so") => (await token.Open(label, SoftTokens.Pin, default)).ShouldBeOfType<TokenOutcome.Opened>().Token;

    private static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private async Task IsGood(UnlockedKey key, string signer)
    {
        using var evidence = services.Evidence(TimeProvider.System);
        var now = DateTimeOffset.Now;
        var prepared = SignedPaper.Prepare(Printed.Pdf, SignatureRequest.ForLeader(Printed, "leader", signer, now, demonstration: true) with { CmsRoom = evidence.CmsRoom });
        var signed = PdfSigner.Complete(prepared, await evidence.WithTime(key.Sign(prepared), default)).ShouldBeOfType<CompleteOutcome.Done>().Pdf;
        var extended = await evidence.Extend(signed, default);
        services.Levels(extended.Pdf, now)[0].ShouldBe("leader Passed B-LTA");
        var others = SignedPaper.Poppler("pdfsig", extended.Pdf, "-nocert", "FILE");
        others.ShouldContain("Signature is Valid.");
        others.ShouldContain(signer);
    }

    private static byte[] Packed(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        PbeParameters seal = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        Pkcs9LocalKeyId id = new([1]);
        Pkcs12SafeContents content = new();
        content.AddCertificate(certificate).Attributes.Add(id);
        content.AddShroudedKey(key, "mat-khau-tep", seal).Attributes.Add(id);
        Pkcs12Builder builder = new();
        builder.AddSafeContentsEncrypted(content, "mat-khau-tep", seal);
        builder.SealWithMac("mat-khau-tep", HashAlgorithmName.SHA256, 1000);
        return builder.Encode();
    }

    private Task<byte[]> KeyFileOf(string name, string password) => services.Process.KeyFile(name, password);
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Keys where their holders have them: a file, and a token (SoftHSM, which keeps keys as a real one does).</summary>
public sealed class OwnKeyTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    private static readonly PrintedDocument Printed = SamplePapers.Print("ban-sao-trich-luc");

    [Fact]
    public async Task A_key_file_signs_with_its_password_and_not_without()
    {
        var file = await KeyFileOf("Lê Văn An", "mat-khau-tep");

        KeyFile.Open(file, "khác hẳn").ShouldBeNull();
        KeyFile.Open("no key"u8.ToArray(), "mat-khau-tep").ShouldBeNull();
        KeyFile.Open(services.Root.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12), "").ShouldBeNull();
        using var key = KeyFile.Open(file, "mat-khau-tep").ShouldNotBeNull();
        await IsGood(key, "MÔ PHỎNG – Lê Văn An");
    }

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("EC")]
    public async Task A_token_signs_with_its_holders_pin_and_the_key_never_leaves_it(string kind)
    {
        var library = Path.Combine("/usr/lib/softhsm", "libsofthsm2.so");
        File.Exists(library).ShouldBeTrue("SoftHSM is missing. It belongs to the Debian package softhsm2: apt-get install softhsm2");
        var label = $"ky-so-{kind[..2]}";
        var store = System.IO.Directory.CreateDirectory(Path.Combine(services.Folder, "tokens")).FullName;
        var settings = services.Write("softhsm2.conf", System.Text.Encoding.ASCII.GetBytes($"directories.tokendir = {store}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        // The library reads its settings from the environment of the process, which .NET only changes for itself and for its children.
        var path = Path.Combine(services.Folder, settings);
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", path);
        SetEnvironment("SOFTHSM2_CONF\0"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes($"{path}\0"), 1).ShouldBe(0);
        await Issue(kind, label);
        Run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", "135790", "--so-pin", "097531").ShouldContain("initialized");
        Run("softhsm2-util", "--import", $"{label}.key", "--token", label, "--label", "khoa", "--id", "A1", "--pin", "135790").ShouldContain("imported");
        RuntimeHelpers.RunClassConstructor(typeof(KeyToken).TypeHandle);
        PutCertificates(library, label);
        using var token = new KeyToken(library);

        (await token.Open("không có", "135790", default)).ShouldBeOfType<TokenOutcome.NoKey>();
        (await token.Open(label, "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
        using (var key = (await token.Open(label, "135790", default)).ShouldBeOfType<TokenOutcome.Opened>().Key)
        {
            // Nobody signs on the login of another: whoever comes next waits until it is over.
            using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(200));
            await Should.ThrowAsync<OperationCanceledException>(() => token.Open(label, "135790", soon.Token));
            await IsGood(key, $"MÔ PHỎNG – {label}");
        }

        (await token.Open(label, "000000", default)).ShouldBeOfType<TokenOutcome.WrongPin>();
    }

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

    private async Task<byte[]> KeyFileOf(string name, string password)
    {
        using var form = new FormUrlEncodedContent([new("ten", name), new("mat-khau", password)]);
        var answer = await services.Process.Post("khoa", await form.ReadAsByteArrayAsync(), "application/x-www-form-urlencoded");
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    // A key made by openssl, certified by the services, its files beside it.
    private async Task Issue(string kind, string label)
    {
        string[] curve = kind == "EC" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : [];
        services.OpenSsl(["req", "-new", "-newkey", kind, .. curve, "-nodes", "-keyout", $"{label}.key", "-out", $"{label}.csr", "-utf8", "-subj", $"/C=VN/CN=MÔ PHỎNG – {label}"]);
        var pem = await (await services.Process.Post("ca/chung-thu", await File.ReadAllBytesAsync(Path.Combine(services.Folder, $"{label}.csr")))).EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        await File.WriteAllTextAsync(Path.Combine(services.Folder, $"{label}.pem"), pem);
    }

    // As the maker's own tool puts certificates on a token.
    private void PutCertificates(string library, string label)
    {
        var certificates = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection();
        certificates.ImportFromPemFile(Path.Combine(services.Folder, $"{label}.pem"));
        var factories = new Pkcs11InteropFactories();
        using var loaded = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, library, AppType.MultiThreaded);
        var slot = loaded.GetSlotList(SlotsType.WithTokenPresent).Single(candidate => candidate.GetTokenInfo().Label.Trim() == label);
        using var session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, "135790");
        for (var i = 0; i < certificates.Count; i++)
        {
            var attribute = factories.ObjectAttributeFactory;
            session.CreateObject([
                attribute.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE),
                attribute.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509),
                attribute.Create(CKA.CKA_TOKEN, true),
                attribute.Create(CKA.CKA_PRIVATE, false),
                attribute.Create(CKA.CKA_ID, [(byte)(0xA1 + i)]),
                attribute.Create(CKA.CKA_SUBJECT, certificates[i].SubjectName.RawData),
                attribute.Create(CKA.CKA_VALUE, certificates[i].RawData),
            ]);
        }

        session.Logout();
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment(byte[] name, byte[] value, int overwrite);

    private string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = services.Folder };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var running = Process.Start(start)!;
        var errors = running.StandardError.ReadToEndAsync();
        var output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return output + errors.Result;
    }
}

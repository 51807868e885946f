using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Shouldly;
using VanLang.Signing.Contracts;

namespace VanLang.Platform.Tests.Signing;

/// <summary>
/// Tokens of SoftHSM, which keeps keys as a real module does, in a folder of their own. What lies on them is prepared while no <see cref="KeyToken"/> is open: the library is one for the
/// process, so its tests stand in the collection <see cref="Alone"/>.
/// </summary>
internal sealed class SoftTokens : IDisposable
{
    /// <summary>Tests that use the library, one after the other.</summary>
    public const string Alone = "SoftHSM";

    /// <summary>As Debian installs it.</summary>
    public const string Library = "/usr/lib/softhsm/libsofthsm2.so";

    /// <summary>PIN of every token; nothing else looks like it.</summary>
    public const string Pin = "Pin-4k8Zq2Vw";

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-tokens-").FullName;

    public SoftTokens()
    {
        File.Exists(Library).ShouldBeTrue("SoftHSM is missing. It belongs to the Debian package softhsm2: apt-get install softhsm2");
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        File.WriteAllText(Settings, $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The library reads its settings from the environment of the process, which .NET only changes for itself and for its children.
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", Settings);
        SetEnvironment("SOFTHSM2_CONF\0"u8.ToArray(), Encoding.UTF8.GetBytes($"{Settings}\0"), 1).ShouldBe(0);
        RuntimeHelpers.RunClassConstructor(typeof(KeyToken).TypeHandle);
    }

    private string Settings => Path.Combine(folder, "softhsm2.conf");

    /// <summary>An empty token.</summary>
    public void Add(string label) => Run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", Pin, "--so-pin", "So-097531").ShouldContain("initialized");

    /// <summary>A key with its certificate, issued by the services, on a token.</summary>
    /// <param name="number">As it goes into the subject, such as <c>CCCD:001099000001</c>; null for none.</param>
    public async Task<X509Certificate2> AddKey(TrustServicesProcess services, string label, byte id, string name, string? number = null, string kind = "EC")
    {
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName($"MÔ PHỎNG – {name}");
        subject.AddCountryOrRegion("VN");
        if (number is not null)
            subject.Add("0.9.2342.19200300.100.1.1", number);
        using AsymmetricAlgorithm key = kind == "EC" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);
        CertificateRequest request = key is ECDsa curve
            ? new(subject.Build(), curve, HashAlgorithmName.SHA256)
            : new(subject.Build(), (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        string pem = await (await services.Post("ca/chung-thu", Encoding.ASCII.GetBytes(request.CreateSigningRequestPem()))).EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(pem);
        ImportKey(label, id, key);
        // As the maker's own tool puts certificates on a token, those of the issuers beside.
        for (int i = 0; i < certificates.Count; i++)
            PutCertificate(label, (byte)(id + (i * 16)), certificates[i].SubjectName.RawData, certificates[i].RawData);
        return certificates[0];
    }

    /// <summary>A private key alone.</summary>
    public void ImportKey(string label, byte id, AsymmetricAlgorithm key)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():N}.key");
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        Run("softhsm2-util", "--import", file, "--token", label, "--label", "khoa", "--id", Convert.ToHexString([id]), "--pin", Pin).ShouldContain("imported");
        File.Delete(file);
    }

    /// <summary>Something as a certificate.</summary>
    public static void PutCertificate(string label, byte id, byte[] subject, byte[] value) => Change(label, (session, attribute) => session.CreateObject([
        attribute.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE),
        attribute.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509),
        attribute.Create(CKA.CKA_TOKEN, true),
        attribute.Create(CKA.CKA_PRIVATE, false),
        attribute.Create(CKA.CKA_ID, [id]),
        attribute.Create(CKA.CKA_SUBJECT, subject),
        attribute.Create(CKA.CKA_VALUE, value),
    ]));

    /// <summary>Forbids the private keys of a token to sign.</summary>
    public static void ForbidSigning(string label) => Change(label, (session, attribute) =>
    {
        foreach (IObjectHandle key in session.FindAllObjects([attribute.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY)]))
            session.SetAttributeValue(key, [attribute.Create(CKA.CKA_SIGN, false)]);
    });

    /// <summary>Sets flags of a token that SoftHSM knows and never sets by itself (it locks nothing): in its file, behind its back.</summary>
    public void Flag(string label, ulong flags)
    {
        // An attribute of the file: its type, the kind of its value (2: a number), the value, eight bytes each, the highest first. The type is that of the flags of a token.
        byte[] before = [0, 0, 0, 0, 0x80, 0, 0x53, 0x4B, 0, 0, 0, 0, 0, 0, 0, 2];
        string file = System.IO.Directory.GetFiles(folder, "token.object", SearchOption.AllDirectories).Single(one => File.ReadAllBytes(one).AsSpan().IndexOf(Encoding.UTF8.GetBytes(label.PadRight(32))) > 0);
        byte[] content = File.ReadAllBytes(file);
        int place = content.AsSpan().IndexOf(before);
        place.ShouldBeGreaterThan(0);
        Span<byte> value = content.AsSpan(place + before.Length, 8);
        BinaryPrimitives.WriteUInt64BigEndian(value, BinaryPrimitives.ReadUInt64BigEndian(value) | flags);
        File.WriteAllBytes(file, content);
    }

    /// <summary>A second user of the library in this process, while a <see cref="KeyToken"/> is open: disposed, it ends the library for that one, too.</summary>
    public static (IPkcs11Library Library, ISlot Slot) Beside(string label)
    {
        Pkcs11InteropFactories factories = new();
        IPkcs11Library loaded = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, Library, AppType.MultiThreaded);
        return (loaded, loaded.GetSlotList(SlotsType.WithTokenPresent).Single(candidate => candidate.GetTokenInfo().Label.Trim() == label));
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    private static void Change(string label, Action<ISession, Net.Pkcs11Interop.HighLevelAPI.Factories.IObjectAttributeFactory> change)
    {
        (IPkcs11Library loaded, ISlot slot) = Beside(label);
        using (loaded)
        using (ISession session = slot.OpenSession(SessionType.ReadWrite))
        {
            session.Login(CKU.CKU_USER, Pin);
            change(session, session.Factories.ObjectAttributeFactory);
            session.Logout();
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment(byte[] name, byte[] value, int overwrite);

    private static string Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process running = Process.Start(start)!;
        Task<string> errors = running.StandardError.ReadToEndAsync();
        string output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return output + errors.Result;
    }
}

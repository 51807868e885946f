using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Simulators.LocalSigning;

/// <summary>The key of the one who sits at this machine. A real program has it on a token; here it lies in a file, and nothing behind it is real.</summary>
sealed class SignerKey : IDisposable
{
    const string Mark = "MÔ PHỎNG";

    SignerKey(ECDsa key, IReadOnlyList<X509Certificate2> certificates) => (Key, Certificates) = (key, certificates);

    public ECDsa Key { get; }

    /// <summary>The holder's, then those of its issuers.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>The key of the folder; made and certified where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is none, and nobody is named to certify one.</exception>
    public static async Task<SignerKey> Open(SimulatorOptions options)
    {
        Directory.CreateDirectory(options.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string path = Path.Combine(options.Data, "signer.pem");
        if (!File.Exists(path))
            await Make(options, path);
        string pem = await File.ReadAllTextAsync(path);
        ECDsa key = ECDsa.Create();
        key.ImportFromPem(pem);
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(pem);
        return new(key, [.. certificates]);
    }

    static async Task Make(SimulatorOptions options, string path)
    {
        if (options.Authority is null || options.Name.Length == 0)
            throw new InvalidOperationException(SimulatorOptions.Usage);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCountryOrRegion("VN");
        subject.AddCommonName($"{Mark} – {options.Name}");
        using HttpClient http = new() { BaseAddress = options.Authority };
        using ByteArrayContent request = new(new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSigningRequest());
        using HttpResponseMessage answer = await http.PostAsync(new Uri("ca/chung-thu", UriKind.Relative), request);
        string certificates = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        await using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await using StreamWriter writer = new(file);
        await writer.WriteAsync($"{key.ExportPkcs8PrivateKeyPem()}\n{certificates}");
    }

    public void Dispose()
    {
        Key.Dispose();
        foreach (X509Certificate2 certificate in Certificates)
            certificate.Dispose();
    }
}

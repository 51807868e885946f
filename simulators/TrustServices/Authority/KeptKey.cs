using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Simulators.TrustServices.Authority;

/// <summary>A key with its certificate, kept as PEM in the folder of the simulator. Nothing behind it is real, so it is not encrypted.</summary>
sealed class KeptKey : IDisposable
{
    KeptKey(X509Certificate2 certificate, AsymmetricAlgorithm key) => (Certificate, Key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    public AsymmetricAlgorithm Key { get; }

    public static KeptKey? Open(string folder, string name)
    {
        string path = Path.Combine(folder, $"{name}.key");
        if (!File.Exists(path))
            return null;
        string pem = File.ReadAllText(path);
        X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, $"{name}.crt")));
        AsymmetricAlgorithm key = certificate.GetRSAPublicKey() is null ? ECDsa.Create() : RSA.Create();
        key.ImportFromPem(pem);
        return new(certificate, key);
    }

    public static KeptKey Keep(string folder, string name, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        File.WriteAllText(Path.Combine(folder, $"{name}.crt"), certificate.ExportCertificatePem() + "\n");
        string path = Path.Combine(folder, $"{name}.key");
        File.Delete(path);
        using (FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        return new(certificate, key);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        Key.Dispose();
    }
}

using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VanLang.Signing.Contracts;

/// <summary>A file of root certificates: PEM, one behind the other, or one alone in DER.</summary>
public static class RootFile
{
    /// <summary>The certificates, DER.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds something else.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var found = new X509Certificate2Collection();
        if (bytes.AsSpan().StartsWith("-----BEGIN"u8))
            found.ImportFromPem(Encoding.ASCII.GetString(bytes));
        else
            found.Add(X509CertificateLoader.LoadCertificate(bytes));
        return [.. found.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)];
    }

    /// <summary>Adds a certificate behind those that are there. What stands in the file is never half written.</summary>
    public static void Add(string path, ReadOnlyMemory<byte> certificate)
    {
        var text = new StringBuilder();
        foreach (var root in (File.Exists(path) ? Read(path) : []).Append(certificate))
        {
            using var one = X509CertificateLoader.LoadCertificate(root.Span);
            text.Append(one.ExportCertificatePem()).Append('\n');
        }

        var next = $"{path}.new";
        File.WriteAllText(next, text.ToString(), Encoding.ASCII);
        File.Move(next, path, overwrite: true);
    }
}

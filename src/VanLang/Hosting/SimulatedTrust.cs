using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Kernel.Data;
using VanLang.Signing.Contracts;

namespace VanLang.Hosting;

/// <summary>
/// Simulated trust services that a demonstration is linked to (<c>--trust-services</c>): their root and their time-stamp unit are trusted in this installation, and keys of the
/// demonstration get certificates whose revocation can be asked. Never part of a real installation, whose trust is the province's list alone.
/// </summary>
sealed class SimulatedTrust(Uri address) : IDisposable
{
    const string Setting = "Signatures:SimulatedAuthority";
    readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 256 * 1024 };

    /// <summary>What <c>--trust-services</c> means, as settings.</summary>
    /// <exception cref="StartFailedException">It is no address.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(string address)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            throw new StartFailedException($"--trust-services {address}: cần một địa chỉ http / an http address is expected.");
        return [new(Setting, uri.AbsoluteUri), new("Signatures:TimeStamps", $"{uri}tsa"), new("Signatures:Revocation:0", uri.AbsoluteUri), new("Signatures:Remote:Address", $"{uri}csc/v2/")];
    }

    /// <summary>The services, or null where the demonstration stands alone.</summary>
    public static SimulatedTrust? Of(IConfiguration? configuration) => configuration?[Setting] is { Length: > 0 } address ? new(new Uri(address)) : null;

    /// <summary>Adds their certificates to what is trusted here, beside what was trusted before.</summary>
    /// <exception cref="StartFailedException">They do not answer.</exception>
    public async Task Trust(DataFolder data, CancellationToken cancellationToken)
    {
        foreach ((string file, string path) in new[] { ("simulated-root.crt", "ca/root.crt"), ("simulated-time-stamp.crt", "ca/time-stamp.crt") })
        {
            byte[] certificate = await Asked(() => http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken));
            string kept = Path.Combine(data.Path, file);
            if (!File.Exists(kept) || !RootFile.Read(kept).Any(known => known.Span.SequenceEqual(certificate)))
                RootFile.Add(kept, certificate);
        }
    }

    /// <summary>Has a key certified, and seals it.</summary>
    /// <exception cref="StartFailedException">They do not answer.</exception>
    public async Task<SealedKey> Certify(KeyRequest request, string pin, CancellationToken cancellationToken)
    {
        string pem = await Asked(async () =>
        {
            using ByteArrayContent content = new(request.Encoded.ToArray());
            using HttpResponseMessage answer = await http.PostAsync(new Uri("ca/chung-thu", UriKind.Relative), content, cancellationToken);
            return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        });
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(pem);
        return request.Seal([.. certificates.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)], pin);
    }

    public void Dispose() => http.Dispose();

    async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or CryptographicException)
        {
            throw new StartFailedException($"Dịch vụ tin cậy mô phỏng không trả lời / the simulated trust services do not answer: {http.BaseAddress} ({exception.Message})");
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Whom a check trusts, and which algorithms until when, as data with dates (<c>province/signatures.json</c>). The machine's own store is never asked.
/// </summary>
public sealed class TrustList
{
    private TrustList(IReadOnlyList<TrustedService> services, IReadOnlyList<AlgorithmTerm> algorithms)
    {
        Services = services;
        Algorithms = algorithms;
    }

    /// <summary>Services that issue certificates or time-stamps.</summary>
    public IReadOnlyList<TrustedService> Services { get; }

    /// <summary>Algorithms with the last day on which they can be relied on.</summary>
    public IReadOnlyList<AlgorithmTerm> Algorithms { get; }

    /// <summary>Reads the list.</summary>
    /// <param name="path">The file. Certificates of their own lie beside it or in <paramref name="dataFolder"/>.</param>
    /// <param name="dataFolder">Data folder of the installation, for the root that it made itself; null for none.</param>
    /// <exception cref="InvalidDataException">The file is none, or a certificate in it is none. A certificate that this installation never made is left out.</exception>
    public static TrustList Load(string path, string? dataFolder)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ListFile>(File.ReadAllBytes(path), Format) ?? throw new InvalidDataException($"{path}: null");
            return new TrustList([.. file.Services.SelectMany(service => service.Open(dataFolder))], file.Algorithms);
        }
        catch (Exception fault) when (fault is JsonException or CryptographicException or FormatException)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>The same list with further roots, trusted for everything at any time.</summary>
    /// <param name="roots">Certificates, DER.</param>
    public TrustList With(IEnumerable<ReadOnlyMemory<byte>> roots) => new(
        [.. Services, .. roots.Select(root => new TrustedService("", root, [ServiceUse.Signature, ServiceUse.TimeStamp], DateOnly.MinValue, null, false))], Algorithms);

    internal IEnumerable<TrustedService> For(ServiceUse use, DateOnly day) =>
        Services.Where(service => service.Uses.Contains(use) && service.ValidFrom <= day && (service.ValidTo is not { } end || day < end));

    /// <summary>Whether an algorithm can be relied on that day.</summary>
    /// <param name="name"><c>sha256</c>, <c>rsa</c>, <c>ecdsa</c> …</param>
    /// <param name="bits">Length of the key; 0 for digests.</param>
    internal bool IsReliable(string name, int bits, DateOnly day) =>
        Algorithms.Any(term => term.Name == name && bits >= term.FromBits && (term.ValidTo is not { } end || day < end));

    /// <summary>First day on which an algorithm can be relied on no longer; null while no end is foreseen.</summary>
    internal DateOnly? EndOf(string name, int bits)
    {
        var terms = Algorithms.Where(term => term.Name == name && bits >= term.FromBits).ToList();
        return terms.Count == 0 ? DateOnly.MinValue : terms.Any(term => term.ValidTo is null) ? null : terms.Max(term => term.ValidTo);
    }

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private sealed record ListFile(string Id, string Source, IReadOnlyList<ServiceEntry> Services, IReadOnlyList<AlgorithmTerm> Algorithms);

    /// <summary>A service of the file: its certificate in base64, or a file of the data folder.</summary>
    private sealed record ServiceEntry(
        string Name, IReadOnlyList<ServiceUse> Uses, string? Certificate, string? DataFile, DateOnly ValidFrom, DateOnly? ValidTo, bool Simulated, string Source, bool Verified, string? Label)
    {
        public IEnumerable<TrustedService> Open(string? dataFolder)
        {
            if (Certificate is not null)
            {
                using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Certificate));
                return [Of(certificate.RawData)];
            }

            var path = DataFile is null || dataFolder is null ? null : Path.Combine(dataFolder, Path.GetFileName(DataFile));
            return path is null || !File.Exists(path) ? [] : RootFile.Read(path).Select(Of);
        }

        private TrustedService Of(ReadOnlyMemory<byte> certificate) => new(Name, certificate, Uses, ValidFrom, ValidTo, Simulated);
    }
}

/// <summary>What a service is trusted for.</summary>
public enum ServiceUse
{
    /// <summary>Certificates of who signs.</summary>
    Signature,

    /// <summary>Certificates of time-stamp authorities.</summary>
    TimeStamp,
}

/// <summary>One service of the trust list.</summary>
/// <param name="Name">Name for people; Vietnamese.</param>
/// <param name="Certificate">Root certificate, DER.</param>
/// <param name="Uses">What it is trusted for.</param>
/// <param name="ValidFrom">First day of trust.</param>
/// <param name="ValidTo">First day without; null while it lasts.</param>
/// <param name="IsSimulated">Of a demonstration: nothing signed under it has legal effect.</param>
public sealed record TrustedService(
    string Name, ReadOnlyMemory<byte> Certificate, IReadOnlyList<ServiceUse> Uses, DateOnly ValidFrom, DateOnly? ValidTo, bool IsSimulated);

/// <summary>Until when an algorithm can be relied on.</summary>
/// <param name="Name"><c>sha1</c>, <c>sha256</c>, <c>sha384</c>, <c>sha512</c>, <c>rsa</c>, <c>ecdsa</c>.</param>
/// <param name="FromBits">Shortest key; 0 for digests.</param>
/// <param name="ValidTo">First day on which it no longer can; null while no end is foreseen.</param>
/// <param name="Source">Where that is laid down.</param>
/// <param name="Verified">Compared with that source.</param>
/// <param name="Label">The mark of what was not.</param>
public sealed record AlgorithmTerm(string Name, int FromBits, DateOnly? ValidTo, string Source, bool Verified, string? Label);

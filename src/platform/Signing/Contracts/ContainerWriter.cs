using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using VanLang.Signing.Containers;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Writes an ASiC-E container (ETSI EN 319 162-1): its type first, then files as they are added, at last the list of them and the signature or time-stamp over that list. Nothing that was added lies in it
/// unlisted.
/// </summary>
public sealed class ContainerWriter : IDisposable
{
    /// <summary>Media type of the container; its name ends with <c>.asice</c>.</summary>
    public const string MediaType = ContainerFile.MediaType;

    private const string ListName = "META-INF/ASiCManifest001.xml";

    private readonly ZipArchive zip;
    private readonly DateTimeOffset at;
    private readonly List<(string Name, string MediaType, byte[] Digest)> files = [];

    /// <param name="to">Where it goes; must be able to seek, and stays open.</param>
    /// <param name="at">Date of all files in it, so that the same files give the same bytes.</param>
    public ContainerWriter(Stream to, DateTimeOffset at)
    {
        this.at = at;
        zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Write(ContainerFile.MediaTypeEntry, "application/vnd.etsi.asic-e+zip"u8, CompressionLevel.NoCompression);
    }

    /// <summary>Adds a file.</summary>
    /// <param name="name">Path inside the container, with <c>/</c>.</param>
    public void Add(string name, ReadOnlySpan<byte> content, string mediaType = "application/octet-stream")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == ContainerFile.MediaTypeEntry || name.StartsWith("META-INF/", StringComparison.OrdinalIgnoreCase) || files.Exists(file => file.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"{name} is taken.", nameof(name));
        Write(name, content);
        files.Add((name, mediaType, SHA256.HashData(content)));
    }

    /// <summary>Ends the container with a signature over the list of its files.</summary>
    /// <returns>Why it was not signed, null for done. The container is of no use then.</returns>
    public SigningProblem? Sign(UnlockedKey key, DateTimeOffset claimed)
    {
        var list = ContainerManifest.Write("META-INF/signature001.p7s", "application/pkcs7-signature", files);
        var outcome = FileSigner.Sign(list, key, claimed);
        if (outcome is SignOutcome.Done signed)
            End(list, "META-INF/signature001.p7s", signed.Content.Span);
        return (outcome as SignOutcome.Refused)?.Problem;
    }

    /// <summary>Ends the container with an XML signature (XAdES) over its files, without a list.</summary>
    /// <returns>Why it was not signed, null for done. The container is of no use then.</returns>
    public SigningProblem? SignXml(UnlockedKey key, DateTimeOffset claimed)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate.Span);
        if (CertificateCheck.FaultOfUse(certificate, claimed) is { } problem)
            return problem;
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var root = (XmlElement)document.AppendChild(document.CreateElement("asic", "XAdESSignatures", XmlNames.Asic))!;
        root.SetAttribute("xmlns:asic", XmlNames.Asic);
        var draft = new XmlSignatureDraft(document, certificate, claimed);
        foreach (var (name, mediaType, digest) in files)
            draft.Refer(ContainerManifest.UriOf(name), mediaType, null, digest);
        draft.Sign(root, key);
        Write("META-INF/signatures001.xml", XmlSigner.Written(document));
        return null;
    }

    /// <summary>Ends the container with a time-stamp over the list of its files.</summary>
    /// <param name="stamp">Gives the token (RFC 3161, DER) over some bytes; null for none.</param>
    /// <returns>Whether there was one. The container is of no use otherwise.</returns>
    public async Task<bool> Stamp(Func<ReadOnlyMemory<byte>, Task<byte[]?>> stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        var list = ContainerManifest.Write("META-INF/timestamp001.tst", "application/vnd.etsi.timestamp-token", files);
        if (await stamp(list).ConfigureAwait(false) is not { } token)
            return false;
        End(list, "META-INF/timestamp001.tst", token);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    private void End(byte[] list, string name, ReadOnlySpan<byte> seal)
    {
        Write(ListName, list);
        Write(name, seal);
    }

    private void Write(string name, ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = at;
        using var stream = entry.Open();
        stream.Write(content);
    }
}

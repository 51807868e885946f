using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using VanLang.Signing.Checks;
using VanLang.Signing.Cms;
using VanLang.Signing.Evidence;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Brings signatures to the levels of EN 319 142-1: B-T (a time-stamp of the signature), B-LT (certificates and revocation data in the file), B-LTA (a time-stamp of the
/// whole document). It asks only services that the operator has named, and never lets a silent one stop a signature: what is missing is added later.
/// </summary>
public sealed partial class SignatureEvidence : IDisposable
{
    private static readonly TimeSpan RenewalTime = TimeSpan.FromDays(180);

    private readonly TrustServiceSettings settings;
    private readonly TrustListFile trust;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly TrustServiceClient http;
    private readonly TimeStampClient stamps;
    private readonly RevocationClient revocation;

    internal SignatureEvidence(TrustServiceSettings settings, TrustListFile trust, TimeProvider time, ILogger<SignatureEvidence> log)
    {
        (this.settings, this.trust, this.time, this.log) = (settings, trust, time, log);
        http = new TrustServiceClient(time);
        stamps = new TimeStampClient(http, settings, trust, time);
        revocation = new RevocationClient(http, settings, time);
    }

    /// <summary>Whether a time-stamp authority is set; without, signatures stay at B-B.</summary>
    public bool IsOn => settings.TimeStamps is not null;

    /// <summary>Bytes to keep for a signature (<see cref="SignatureRequest.CmsRoom"/>).</summary>
    public int CmsRoom => IsOn ? 4096 + TimeStampClient.TokenRoom : 4096;

    /// <summary>Adds a time-stamp to a signature that was just made.</summary>
    /// <param name="cms">What the key gave.</param>
    /// <returns>The signature with its time-stamp; as it was where no authority is set or it does not answer in time (three seconds unless set otherwise).</returns>
    public async Task<byte[]> WithTime(byte[] cms, CancellationToken cancellationToken)
    {
        if (!IsOn)
            return cms;
        try
        {
            var digest = TimeStampClient.DigestFor(trust.Read(), time.GetUtcNow());
            var hash = CryptographicOperations.HashData(digest, StampedCms.ValueOf(cms));
            return StampedCms.With(cms, await stamps.Stamp(hash, digest, settings.WhileSigning, cancellationToken).ConfigureAwait(false));
        }
        catch (TrustServiceException fault)
        {
            LogNoTime(fault.Message);
            return cms;
        }
    }

    /// <summary>The same for the signature in an XML document (<see cref="XmlSigner"/>).</summary>
    /// <exception cref="InvalidDataException">The document has no signature, or several.</exception>
    public async Task<ReadOnlyMemory<byte>> WithTimeInXml(ReadOnlyMemory<byte> xml, CancellationToken cancellationToken)
    {
        if (!IsOn)
            return xml;
        try
        {
            var document = XmlInput.Read(xml, new ReadingBudget(ReadingBudget.Usual));
            if (XmlSignatureChecker.Find(document) is not [var signature])
                throw new InvalidDataException("The document has not exactly one signature.");
            var digest = TimeStampClient.DigestFor(trust.Read(), time.GetUtcNow());
            var hash = CryptographicOperations.HashData(digest, StampedXml.ContentOf(signature));
            StampedXml.Add(signature, await stamps.Stamp(hash, digest, settings.WhileSigning, cancellationToken).ConfigureAwait(false));
            return XmlSigner.Written(document);
        }
        catch (System.Xml.XmlException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
        catch (TrustServiceException fault)
        {
            LogNoTime(fault.Message);
            return xml;
        }
    }

    /// <summary>A time-stamp over any bytes (RFC 3161), for what is no signature.</summary>
    /// <returns>The token, DER; or why there is none, English.</returns>
    public async Task<(byte[]? Token, string? Missing)> Stamp(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            var digest = TimeStampClient.DigestFor(trust.Read(), time.GetUtcNow());
            return (await stamps.Stamp(CryptographicOperations.HashData(digest, content.Span), digest, settings.ForList, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TrustServiceException fault)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>
    /// Adds to a signed file what its later check needs and it lacks: certificates and revocation data, then a time-stamp of the document where there is none over all of
    /// it or the last one must be renewed.
    /// </summary>
    /// <exception cref="InvalidDataException">The file cannot be read or carries no signature.</exception>
    public Task<ExtendedFile> Extend(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken) => Extend(pdf, own: null, cancellationToken);

    /// <summary>The same for a file that had signatures of others before ours: what can be had for those is added, too, but only what lacks for ours is missing.</summary>
    /// <param name="own">Name of our first signature in the file; null where all are ours.</param>
    /// <exception cref="InvalidDataException">The file cannot be read or carries no such signature.</exception>
    public async Task<ExtendedFile> Extend(ReadOnlyMemory<byte> pdf, string? own, CancellationToken cancellationToken)
    {
        try
        {
            return await Extend(pdf, own, trust.Read(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    /// <summary>
    /// Adds to a signature in a file of its own (<see cref="FileSigner"/>) what its later check needs and it lacks: certificates and revocation data of the signer and of its time-stamps (CAdES B-LT). The signed
    /// file is not needed for it.
    /// </summary>
    /// <param name="cms">CMS (DER) with one signer.</param>
    /// <returns>The signature, and what is missing, English; as it was where nothing is to be added.</returns>
    /// <exception cref="InvalidDataException">It is no such signature.</exception>
    public async Task<(ReadOnlyMemory<byte> Cms, IReadOnlyList<string> Missing)> ExtendDetached(ReadOnlyMemory<byte> cms, CancellationToken cancellationToken)
    {
        try
        {
            var message = CmsMessage.Read(cms);
            var budget = new ReadingBudget(TimeSpan.FromMinutes(5));
            var material = SigningMaterial.Of(message);
            var found = new FetchedEvidence(new SecurityStore(budget).With(message));
            var chains = new ChainCheck(trust.Read(), budget);
            var missing = new List<string>();
            var stamped = material.Select(item => item.Stamped).Min();
            foreach (var item in material)
                await AddChain(item, item.Stamped is null ? stamped ?? time.GetUtcNow() : time.GetUtcNow(), chains, found, missing, cancellationToken).ConfigureAwait(false);
            return (found.All.IsEmpty ? cms : EvidencedCms.With(cms, found.All), missing);
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<ExtendedFile> Extend(ReadOnlyMemory<byte> pdf, string? own, TrustList list, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // Others are waited for while it is open.
        var file = PdfFile.Open(pdf, new ReadingBudget(TimeSpan.FromMinutes(5)));
        var report = PdfSignatureCheck.Check(pdf, list, now);
        if (file.IsEncrypted || report.Signatures.Count == 0)
            throw new InvalidDataException("The file is encrypted or not signed.");
        var material = SigningMaterial.Of(file);

        // A signature stands after all that were there before it.
        IReadOnlyList<SigningMaterial> ours = own is null ? material : [.. material.SkipWhile(item => item.Field != own)];
        if (ours.Count == 0)
            throw new InvalidDataException("The file has no signature of that name.");
        var missing = new List<string>();
        var grown = await AddStore(file, report, material, ours, list, missing, cancellationToken).ConfigureAwait(false);
        var last = material.Where(item => item.IsOfDocument).MaxBy(item => item.Stamped);
        var isCovered = report.Signatures.Any(signature => signature is { Format: "ETSI.RFC3161", Coverage: SignatureCoverage.WholeFile, IsIntact: true });
        var renewBefore = last is null ? (DateTimeOffset?)null : RenewBefore(last, list);
        if (grown is null && isCovered && renewBefore > now)
            return new ExtendedFile(pdf, false, missing, renewBefore);
        var current = (ReadOnlyMemory<byte>)(grown ?? pdf.ToArray());
        try
        {
            current = await AddStamp(current, list, now, cancellationToken).ConfigureAwait(false);
            renewBefore = SigningMaterial.Of(PdfFile.Open(current)).Where(item => item.IsOfDocument).MaxBy(item => item.Stamped) is { } stamp ? RenewBefore(stamp, list) : null;
            return new ExtendedFile(current, true, missing, renewBefore);
        }
        catch (TrustServiceException fault)
        {
            missing.Add(fault.Message);
            return new ExtendedFile(current, grown is not null, missing, renewBefore);
        }
    }

    private async Task<byte[]?> AddStore(
        PdfFile file, SignatureReport report, IReadOnlyList<SigningMaterial> material, IReadOnlyList<SigningMaterial> ours, TrustList list, List<string> missing, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = new FetchedEvidence(SecurityStore.Of(file));
        var chains = new ChainCheck(list, file.Budget);
        var documentStamps = material.Where(item => item.IsOfDocument).Select(item => item.Stamped).Order().ToList();
        foreach (var item in material)
        {
            // What is known to have existed at a time is judged as of that time; all else as of now, which the new time-stamp will prove.
            var at = item.Stamped is { } own
                ? documentStamps.FirstOrDefault(later => later > own) ?? now
                : report.Signatures.FirstOrDefault(signature => signature.Field == item.Field)?.Time.Stamped ?? now;
            await AddChain(item, at, chains, found, ours.Contains(item) ? missing : [], cancellationToken).ConfigureAwait(false);
        }

        return found.All.IsEmpty ? null : StoreRevision.Write(file, found.All);
    }

    private async Task AddChain(SigningMaterial item, DateTimeOffset at, ChainCheck chains, FetchedEvidence found, List<string> missing, CancellationToken cancellationToken)
    {
        var chain = chains.Build(item.Certificate, [.. item.Others, .. found.Store.Certificates], item.Use, at);
        if (chain.Status != ChainStatus.Trusted)
        {
            missing.Add($"{item.Certificate.Subject}: {chain.Status}");
            return;
        }

        for (var i = 0; i + 1 < chain.Certificates.Count; i++)
        {
            await AddWord(chain.Certificates[i], chain.Certificates[i + 1], item, at, found, missing, cancellationToken).ConfigureAwait(false);
            if (!item.Others.Any(other => other.RawDataMemory.Span.SequenceEqual(chain.Certificates[i].RawDataMemory.Span)))
                found.AddCertificate(chain.Certificates[i]);
        }
    }

    private async Task AddWord(
        X509Certificate2 certificate, X509Certificate2 issuer, SigningMaterial item, DateTimeOffset at,
        FetchedEvidence found, List<string> missing, CancellationToken cancellationToken)
    {
        var known = item.Message is null ? found.Store : found.Store.With(item.Message);
        if (!RevocationData.IsOffered(certificate) || known.Revocation.About(certificate, issuer, at) is not null)
            return;
        try
        {
            await revocation.Ask(certificate, issuer, found, cancellationToken).ConfigureAwait(false);
        }
        catch (TrustServiceException fault)
        {
            if (!missing.Contains(fault.Message))
                missing.Add(fault.Message);
        }
    }

    private async Task<ReadOnlyMemory<byte>> AddStamp(ReadOnlyMemory<byte> pdf, TrustList list, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var prepared = StampRevision.Prepare(PdfFile.Open(pdf), TimeStampClient.TokenRoom, now);
        var digest = TimeStampClient.DigestFor(list, now);
        var token = await stamps.Stamp(prepared.DigestBy(digest), digest, settings.ForList, cancellationToken).ConfigureAwait(false);
        return prepared.Filled(token) ?? throw new TrustServiceException("time-stamps", $"a token of {token.Length} bytes is larger than the room kept for it");
    }

    private static DateTimeOffset RenewBefore(SigningMaterial stamp, TrustList list)
    {
        var end = new DateTimeOffset(stamp.Certificate.NotAfter.ToUniversalTime());
        var (name, bits) = SignerCheck.KeyOf(stamp.Certificate);
        var digest = SignatureValue.DigestOf(stamp.Digest)?.Name?.ToLowerInvariant() ?? "";
        foreach (var day in new[] { list.EndOf(name, bits), list.EndOf(digest, 0) }.OfType<DateOnly>())
        {
            var last = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            end = last < end ? last : end;
        }

        return end.UtcTicks > RenewalTime.Ticks ? end - RenewalTime : DateTimeOffset.MinValue;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signature was made without time-stamp, which will be added later: {Reason}")]
    private partial void LogNoTime(string reason);
}

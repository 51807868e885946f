using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Signing.Keys;

namespace VanLang.Signing.Contracts;

/// <summary>Where the key of a registered certificate is.</summary>
public enum KeyPlace
{
    /// <summary>In a file (PKCS #12) that its holder brings for each signing; nothing of it is kept.</summary>
    File,

    /// <summary>At a remote signing service, which signs when its holder confirms on the phone.</summary>
    Remote,

    /// <summary>With a signing program on the machine of its holder, mostly on a token there.</summary>
    Local,
}

/// <summary>A registered certificate.</summary>
/// <param name="Reference">By what the key is found at its place.</param>
/// <param name="Chain">Certificates of the issuers without the root, DER.</param>
public sealed record HeldCertificate(Guid Id, KeyPlace Place, string Reference, ReadOnlyMemory<byte> Certificate, IReadOnlyList<ReadOnlyMemory<byte>> Chain, DateTimeOffset AddedAt)
{
    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public string Thumbprint => Convert.ToHexString(SHA256.HashData(Certificate.Span));

    /// <summary>Common name of the issuer.</summary>
    public string Issuer => Read(certificate => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));

    /// <summary>Last moment the certificate is valid.</summary>
    public DateTimeOffset ValidTo => Read(certificate => new DateTimeOffset(certificate.NotAfter));

    T Read<T>(Func<X509Certificate2, T> read)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Certificate.Span);
        return read(certificate);
    }
}

/// <summary>
/// Certificates that officials have registered as their own, beside the key that lies on the server. The program never has their keys; a signature counts when it was made by a
/// registered certificate that names its holder and leads to the trust list.
/// </summary>
public sealed class OwnCertificates(UnitOfWork unitOfWork, TrustListFile trust, TimeProvider time)
{
    /// <summary>The certificates of a person, as they were added.</summary>
    public Task<List<HeldCertificate>> Of(Guid personId, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => (await db.Set<OwnCertificate>().Where(c => c.PersonId == personId).OrderBy(c => c.AddedAt).ThenBy(c => c.Id).ToListAsync(token)).ConvertAll(Held), cancellationToken);

    /// <summary>Registers a certificate of the actor's own.</summary>
    /// <param name="demonstration">Certificates of invented people then begin with "MÔ PHỎNG".</param>
    public async Task<Outcome<Done>> Add(
        KeyPlace place, string reference, ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, bool demonstration, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor is not { Kind: ActorKind.Official, PersonId: { } person })
            return KernelErrors.Forbidden;
        if (CertificateCheck.Fault(certificate, chain, actor.Name, demonstration, trust.Read(), time.GetUtcNow()) is { } problem)
            return OwnCertificateErrors.Refused.With(problem.Text(CultureInfo.CurrentUICulture));
        string thumbprint = Convert.ToHexString(SHA256.HashData(certificate.Span));
        return await unitOfWork.Execute<Done>(
            new Operation("signing.register-certificate", actor),
            async (work, token) =>
            {
                OwnCertificate? known = await work.Db.Set<OwnCertificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Thumbprint == thumbprint, token);
                if (known is not null)
                    return known.PersonId == person ? new Done() : OwnCertificateErrors.OfOther;
                OwnCertificate added = new()
                {
                    Id = work.NewId(),
                    PersonId = person,
                    Place = Name(place),
                    Reference = reference,
                    Thumbprint = thumbprint,
                    Certificate = certificate.ToArray(),
                    Chain = string.Join(' ', chain.Select(issuer => Convert.ToBase64String(issuer.Span))),
                    AddedAt = work.Now,
                };
                work.Db.Add(added);
                work.Raise(Subject(added.Id), "signing.certificate-registered", new { Person = person, added.Place, thumbprint });
                return new Done();
            },
            cancellationToken);
    }

    /// <summary>Takes a certificate of the actor's own out; what it has signed stays signed.</summary>
    public Task<Outcome<Done>> Remove(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return unitOfWork.Execute<Done>(
            new Operation("signing.remove-certificate", actor),
            async (work, token) =>
            {
                if (actor.PersonId is not { } person)
                    return KernelErrors.Forbidden;
                if (await work.Db.Set<OwnCertificate>().SingleOrDefaultAsync(c => c.Id == id && c.PersonId == person, token) is not { } found)
                    return OwnCertificateErrors.NotFound;
                work.Db.Remove(found);
                work.Raise(Subject(id), "signing.certificate-removed", new { Person = person, found.Thumbprint });
                return new Done();
            },
            cancellationToken);
    }

    static Subject Subject(Guid id) => new("own-certificate", id);

    static string Name(KeyPlace place) => place switch { KeyPlace.File => "file", KeyPlace.Remote => "remote", KeyPlace.Local => "local", _ => throw new ArgumentOutOfRangeException(nameof(place)) };

    static HeldCertificate Held(OwnCertificate row) => new(
        row.Id, row.Place switch { "file" => KeyPlace.File, "remote" => KeyPlace.Remote, _ => KeyPlace.Local }, row.Reference, row.Certificate,
        [.. row.Chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(der => new ReadOnlyMemory<byte>(Convert.FromBase64String(der)))], row.AddedAt);
}

/// <summary>Expected failures of registering a certificate.</summary>
public static class OwnCertificateErrors
{
    /// <summary>The certificate is not accepted. Argument: why.</summary>
    public static readonly ErrorCode Refused = new("SIGNING-CERTIFICATE-REFUSED", 422, typeof(SigningRoom));

    /// <summary>Somebody else has registered the same certificate.</summary>
    public static readonly ErrorCode OfOther = new("SIGNING-CERTIFICATE-OF-OTHER", 409, typeof(SigningRoom));

    /// <summary>The person has no such certificate.</summary>
    public static readonly ErrorCode NotFound = new("SIGNING-CERTIFICATE-NOT-FOUND", 404, typeof(SigningRoom));
}

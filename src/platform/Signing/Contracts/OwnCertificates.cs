using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Signing.Keys;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Certificates that officials have registered as their own, beside the key that lies on the server. The program never has their keys; a signature counts when it was made by a
/// registered certificate that names its holder, leads to the trust list and was not revoked. What nobody could tell when it was asked (<see cref="RevocationState.Unknown"/>) is accepted,
/// shown, and asked again behind the acts of people.
/// </summary>
public sealed class OwnCertificates(UnitOfWork unitOfWork, TrustListFile trust, CertificateRevocation revocation, TimeProvider time)
{
    /// <summary>Who looks whose a number is, and who changes it, do so one after the other.</summary>
    internal const string NumbersQueue = "signing/numbers";

    /// <summary>The certificates of a person, as they were added.</summary>
    public Task<List<HeldCertificate>> Of(Guid personId, CancellationToken cancellationToken) => Where(certificate => certificate.PersonId == personId, cancellationToken);

    /// <summary>Certificates whose numbers nobody has confirmed, the oldest first, of all persons.</summary>
    public Task<List<HeldCertificate>> Unconfirmed(CancellationToken cancellationToken) => Where(certificate => certificate.AwaitsNumber, cancellationToken);

    /// <summary>By what the keys of all persons but one are found at a place.</summary>
    public Task<List<string>> ReferencesOfOthers(KeyPlace place, Guid personId, CancellationToken cancellationToken)
    {
        string name = Name(place);
        return unitOfWork.Read(
            (db, token) => db.Set<OwnCertificate>().Where(certificate => certificate.Place == name && certificate.PersonId != personId).Select(certificate => certificate.Reference).Distinct().ToListAsync(token),
            cancellationToken);
    }

    /// <summary>One certificate, whosesoever it is.</summary>
    public async Task<HeldCertificate?> Find(Guid id, CancellationToken cancellationToken) => (await Where(certificate => certificate.Id == id, cancellationToken)).SingleOrDefault();

    /// <summary>What a person did last with a certificate, by the record (<see cref="CertificateActs"/>); null for nothing.</summary>
    public Task<string?> LastActOf(Guid personId, Guid id, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => (await RecordTimeline.Of(db, Subject(id), token)).LastOrDefault(act => act.ActorId == personId && CertificateActs.All.Contains(act.Type))?.Type, cancellationToken);

    /// <summary>Registers a certificate of the actor's own. Its revocation is asked before.</summary>
    /// <param name="demonstration">Certificates of invented people then begin with "MÔ PHỎNG".</param>
    public async Task<Outcome<Done>> Add(
        KeyPlace place, string reference, ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, bool demonstration, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor is not { Kind: ActorKind.Official, PersonId: { } person })
            return KernelErrors.Forbidden;
        NamedSigner signer = new(actor.Name, await unitOfWork.Read((db, token) => NumbersOf(db, person, token), cancellationToken));
        if (CertificateCheck.Fault(certificate, chain, signer, demonstration, trust.Read(), time.GetUtcNow()) is { } problem)
            return Refused(problem);
        RevocationAnswer answer = await revocation.Ask(certificate, chain, patient: false, cancellationToken);
        using X509Certificate2 read = X509CertificateLoader.LoadCertificate(certificate.Span);
        string name = read.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (answer.Problem(name) is { } revoked)
            return Refused(revoked);
        IReadOnlyList<CertificateNumber> numbers = CertificateNumber.Of(read);
        string thumbprint = Convert.ToHexString(SHA256.HashData(certificate.Span));
        return await unitOfWork.Execute<Done>(
            new Operation("signing.register-certificate", actor),
            async (work, token) =>
            {
                await work.Queue(NumbersQueue, token);
                bool awaits = numbers.Count > 0 && !numbers.Any((await NumbersOf(work.Db, person, token)).Contains);
                OwnCertificate? known = await work.Db.Set<OwnCertificate>().SingleOrDefaultAsync(c => c.Thumbprint == thumbprint, token);
                if (known is not null && known.PersonId != person)
                    return OwnCertificateErrors.OfOther;
                if (known is not null)
                {
                    // One of an earlier build comes among those to be confirmed when it is registered again.
                    known.AwaitsNumber = awaits;
                    if ((known.Place, known.Reference) == (Name(place), reference))
                        return new Done();
                    (known.Place, known.Reference) = (Name(place), reference);
                    work.Raise(Subject(known.Id), "signing.key-moved", new { Person = person, known.Place, thumbprint });
                    return new Done();
                }

                foreach (CertificateNumber number in numbers)
                {
                    if (await HolderOf(work.Db, number, token) is { } holder && holder != person)
                        return Refused(new(SigningCodes.CertificateNumberOfOther, $"{name} ({number.Masked})"));
                }

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
                    AwaitsNumber = awaits,
                };
                AskRevocationJob.Note(work, added, answer);
                work.Db.Add(added);
                work.Raise(Subject(added.Id), CertificateActs.Registered, new { Person = person, added.Place, thumbprint, added.Revocation });
                return new Done();
            },
            cancellationToken);
    }

    /// <summary>
    /// What stands against signing with a registered certificate now; null for nothing. It may have ended, been revoked, or its service may have left the trust list, since it was
    /// registered. Its revocation is asked, so never inside an operation; what is new of it is kept.
    /// </summary>
    public async Task<SigningProblem?> Problem(HeldCertificate certificate, Actor actor, bool demonstration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(actor);
        // A confirmation may have been taken back since it was read.
        certificate = await Find(certificate.Id, cancellationToken) ?? certificate;
        if (CertificateCheck.Fault(certificate.Certificate, certificate.Chain, new(actor.Name, certificate.Confirmed), demonstration, trust.Read(), time.GetUtcNow()) is { } problem)
            return problem;
        if (certificate.AwaitsConfirmation)
            return new SigningProblem(SigningCodes.CertificateNumberOpen, certificate.Name);
        RevocationAnswer answer = await revocation.Ask(certificate.Certificate, certificate.Chain, patient: false, cancellationToken);
        if (answer.State != certificate.Revocation?.State)
            await Keep(certificate.Id, answer, actor, cancellationToken);
        return answer.Problem(certificate.Name);
    }

    /// <summary>A second person says that the numbers of a certificate are those on the identity paper of the official who registered it. From then on they are that person's alone.</summary>
    public Task<Outcome<Done>> Confirm(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return unitOfWork.Execute<Done>(
            new Operation("signing.confirm-number", actor),
            async (work, token) =>
            {
                if (actor.PersonId is not { } second)
                    return KernelErrors.Forbidden;
                if (await work.Db.Set<OwnCertificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, token) is not { } found)
                    return OwnCertificateErrors.NotFound;
                if (found.PersonId == second)
                    return OwnCertificateErrors.OwnNumber;
                await work.Queue(NumbersQueue, token);
                List<CertificateNumber> known = await NumbersOf(work.Db, found.PersonId, token);
                List<CertificateNumber> added = [.. Held(found, known).Numbers.Except(known)];
                foreach (CertificateNumber number in added)
                {
                    if (known.Any(own => own.Kind == number.Kind))
                        return OwnCertificateErrors.NumberDiffers;
                    if (await HolderOf(work.Db, number, token) is not null)
                        return OwnCertificateErrors.NumberTaken;
                    known.Add(number);
                    work.Db.Add(new SignerNumber { PersonId = found.PersonId, Kind = Name(number.Kind), Number = number.Value, CertificateId = id, ConfirmedBy = second, ConfirmedAt = work.Now });
                }

                foreach (OwnCertificate row in await work.Db.Set<OwnCertificate>().Where(c => c.PersonId == found.PersonId && c.AwaitsNumber).ToListAsync(token))
                    row.AwaitsNumber = Held(row, known).AwaitsConfirmation;

                // The numbers themselves are no matter of the record.
                if (added.Count > 0)
                    work.Raise(Subject(id), CertificateActs.NumberConfirmed, new { Person = found.PersonId, found.Thumbprint, Kinds = added.Select(number => Name(number.Kind)) });
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
                work.Raise(Subject(id), CertificateActs.Removed, new { Person = person, found.Thumbprint });
                return new Done();
            },
            cancellationToken);
    }

    internal static Subject Subject(Guid id) => new("own-certificate", id);

    Task<Outcome<Done>> Keep(Guid id, RevocationAnswer answer, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("signing.note-revocation", actor),
        async (work, token) =>
        {
            if (await work.Db.Set<OwnCertificate>().SingleOrDefaultAsync(c => c.Id == id, token) is { } row)
                AskRevocationJob.Note(work, row, answer);
            return new Done();
        },
        cancellationToken);

    Task<List<HeldCertificate>> Where(System.Linq.Expressions.Expression<Func<OwnCertificate, bool>> which, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            List<OwnCertificate> rows = await db.Set<OwnCertificate>().Where(which).OrderBy(c => c.AddedAt).ThenBy(c => c.Id).ToListAsync(token);
            List<Guid> people = [.. rows.Select(row => row.PersonId).Distinct()];
            ILookup<Guid, CertificateNumber> numbers = (await db.Set<SignerNumber>().Where(number => people.Contains(number.PersonId)).ToListAsync(token)).ToLookup(number => number.PersonId, number => number.Read());
            return rows.ConvertAll(row => Held(row, [.. numbers[row.PersonId]]));
        },
        cancellationToken);

    internal static async Task<List<CertificateNumber>> NumbersOf(VanLangDbContext db, Guid person, CancellationToken cancellationToken) =>
        (await db.Set<SignerNumber>().AsNoTracking().Where(number => number.PersonId == person).ToListAsync(cancellationToken)).ConvertAll(number => number.Read());

    static Task<Guid?> HolderOf(VanLangDbContext db, CertificateNumber number, CancellationToken cancellationToken)
    {
        string kind = Name(number.Kind);
        return db.Set<SignerNumber>().Where(known => known.Kind == kind && known.Number == number.Value).Select(known => (Guid?)known.PersonId).SingleOrDefaultAsync(cancellationToken);
    }

    static Failure Refused(SigningProblem problem) => OwnCertificateErrors.Refused.With(problem.Text(CultureInfo.CurrentUICulture));

    static string Name(NumberKind kind) => kind switch { NumberKind.Personal => "personal", NumberKind.Card => "card", NumberKind.Passport => "passport", _ => throw new ArgumentOutOfRangeException(nameof(kind)) };

    static string Name(KeyPlace place) => place switch { KeyPlace.File => "file", KeyPlace.Remote => "remote", KeyPlace.Local => "local", KeyPlace.Token => "token", _ => throw new ArgumentOutOfRangeException(nameof(place)) };

    internal static HeldCertificate Held(OwnCertificate row, IReadOnlyList<CertificateNumber> confirmed) => new(
        row.Id, row.PersonId, row.Place switch { "file" => KeyPlace.File, "remote" => KeyPlace.Remote, "token" => KeyPlace.Token, _ => KeyPlace.Local }, row.Reference, row.Certificate, AskRevocationJob.ChainOf(row), row.AddedAt)
    {
        Confirmed = confirmed,
        Revocation = AskRevocationJob.AnswerOf(row),
    };
}

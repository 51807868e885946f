using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// The signer asks to have opened results signed elsewhere, all with one confirmation: on the phone, or in the program on the own machine. What is to be signed is made up before; a remote
/// service is asked by <see cref="RemoteSigningJob"/>, so that nobody waits for it here, a local program by the page of the request.
/// </summary>
sealed class AskForSignatures(UnitOfWork unitOfWork, SignResults results, SignResult sign, ResultFiles files, UsableCertificates usable, SignatureEvidence evidence, TimeProvider time)
{
    /// <summary>How long a confirmation is waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="certificateId">The registered certificate.</param>
    /// <returns>The request; or why nothing is asked, of each result where some may not be signed.</returns>
    public async Task<Outcome<Asked>> Handle(IReadOnlyList<ChosenResult> chosen, Guid certificateId, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } person || actor.PositionId is null || actor.AgencyId is null)
            return KernelErrors.Forbidden;
        Outcome<ReadyResult[]> looked = await results.Look(chosen, actor, cancellationToken);
        if (!looked.Succeeded)
            return looked.Failure;
        if (looked.Value.Any(one => one.Settled is { Failure: not null }) || looked.Value.All(one => one.Result is null))
            return new Asked(null, [.. looked.Value.Select(one => one.Settled).OfType<SignedOne>()]);
        Outcome<HeldCertificate> held = await usable.Find(certificateId, actor, cancellationToken, KeyPlace.Remote, KeyPlace.Local);
        if (!held.Succeeded)
            return held.Failure;
        HeldCertificate certificate = held.Value;

        List<AskedDocument> documents = [];
        DateTimeOffset now = time.GetUtcNow();
        foreach (ReadyResult one in looked.Value.Where(one => one.Result is not null))
        {
            SignatureRequest request = sign.Request(one.Result!, actor, now) with { CmsRoom = evidence.CmsRoom };
            PreparedSignature prepared = ResultSigning.Prepare(await files.Read(one.Result!.FileId, cancellationToken), request);
            documents.Add(new(
                one.Chosen.WorkItemId, one.Chosen.Code, one.Chosen.Revision, one.Chosen.SeenHash, one.Result.Revision, request.SignedAt, request.CmsRoom,
                Convert.ToBase64String(PutInSignatures.HashOf(prepared, certificate))));
        }

        Outcome<AskedRequest> asked = await unitOfWork.Execute<AskedRequest>(
            new Operation("signing.ask", actor) { IdempotencyKey = key, Body = new { certificateId, chosen = chosen.Select(one => one.ToString()) } },
            async (work, token) =>
            {
                await work.Queue($"signing/{person}", token);
                if (await work.Db.Set<SigningRequest>().AnyAsync(r => r.PersonId == person && (r.State == SigningState.Waiting || r.State == SigningState.Confirmed), token))
                    return SigningErrors.AskedAlready;
                SigningRequest request = new()
                {
                    Id = work.NewId(),
                    PersonId = person,
                    CertificateId = certificateId,
                    State = SigningState.Waiting,
                    Documents = JsonSerializer.Serialize(documents),
                    Signer = JsonSerializer.Serialize(SignerInCharge.Of(actor)),
                    AskedAt = work.Now,
                    ExpiresAt = work.Now + Longest,
                };
                work.Db.Add(request);
                work.Raise(request.Subject, "signing.asked", new { certificate.Thumbprint, documents = documents.Select(document => new { document.Code, document.SeenHash, document.Hash }) });
                RemoteSigningJob.Schedule(work, request.Id, work.Now);
                return new AskedRequest(request.Id);
            },
            cancellationToken);
        return asked.Succeeded ? new Asked(asked.Value.Id, []) : asked.Failure;
    }
}

/// <summary>What came of asking.</summary>
/// <param name="RequestId">Null where nothing was asked.</param>
/// <param name="Settled">Then what became of each result that need not or may not be signed.</param>
sealed record Asked(Guid? RequestId, SignedOne[] Settled);

/// <summary>Answer of the operation.</summary>
sealed record AskedRequest(Guid Id);

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// The leader signs the prepared result with the own key. Number and date are reserved empty fields at that moment; afterwards only
/// they and the seal may be added (DocMDP P=2).
/// </summary>
sealed class SignResult(DossierSteps steps, DossierQueries dossiers, ResultFiles files, SigningKeys keys, SignatureEvidence evidence, TrustListFile trust, Installation installation, TimeProvider time)
{
    public const string EventType = "dossier.result-signed";

    /// <summary>Signs one result with the key that lies on the server under its PIN.</summary>
    /// <param name="seenHash">Hash of the file that the leader has opened: another file is never signed.</param>
    /// <param name="pin">Never stored, never logged.</param>
    public async Task<Outcome<StepDone>> Handle(
        StepCommand step, string dossierCode, string seenHash, string pin, Actor actor, CancellationToken cancellationToken)
    {
        Outcome<DossierResult> found = await Find(dossierCode, seenHash, actor, cancellationToken);
        if (!found.Succeeded)
            return found.Failure;
        if (await ResultSigning.Open(keys, KeyHolder.Person(actor.PersonId ?? Guid.Empty), pin, actor, cancellationToken) is var opened && !opened.Succeeded)
            return opened.Failure;
        using UnlockedKey key = opened.Value;
        return await With(key, step, dossierCode, found.Value, actor, cancellationToken);
    }

    /// <summary>The result as it was seen, where it waits for this signer.</summary>
    public async Task<Outcome<DossierResult>> Find(string dossierCode, string seenHash, Actor actor, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken);
        if (file is null)
            return OneStopErrors.NotFound;
        if (file.Result is not { State: ResultState.Prepared } result)
            return OneStopErrors.NoResult;
        if (result.ContentHash != seenHash)
            return KernelErrors.Conflict;
        return result.SignerPositionId == actor.PositionId ? result : OneStopErrors.OtherSigner.With(result.SignerName);
    }

    /// <summary>Signs with an open key that lies on the server, then ends the step.</summary>
    public async Task<Outcome<StepDone>> With(UnlockedKey key, StepCommand step, string dossierCode, DossierResult result, Actor actor, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> pdf = await files.Read(result.FileId, cancellationToken);
        ReadOnlyMemory<byte> signed = await ResultSigning.Sign(pdf, Request(result, actor, time.GetUtcNow()), key, evidence, cancellationToken);
        return await Keep(step, dossierCode, result, signed, actor, cancellationToken);
    }

    /// <summary>The same with an open key of the signer's own, whose signature counts when our own validation finds it good.</summary>
    public async Task<Outcome<StepDone>> WithOwn(UnlockedKey key, StepCommand step, string dossierCode, DossierResult result, Actor actor, CancellationToken cancellationToken)
    {
        SignatureRequest request = Request(result, actor, time.GetUtcNow()) with { CmsRoom = evidence.CmsRoom };
        PreparedSignature prepared = ResultSigning.Prepare(await files.Read(result.FileId, cancellationToken), request);
        (SigningProblem? problem, ReadOnlyMemory<byte> signed) = await ResultSigning.Accept(prepared, key.Sign(prepared), key.Certificate, request.Field, evidence, trust, time, cancellationToken);
        return problem is null ? await Keep(step, dossierCode, result, signed, actor, cancellationToken) : SigningErrors.NotAccepted;
    }

    /// <summary>What is to be signed.</summary>
    public SignatureRequest Request(DossierResult result, Actor actor, DateTimeOffset at) => SignatureRequest.ForLeader(
        JsonSerializer.Deserialize<ReservedField[]>(result.Reserved)!, "leader", actor.Name, VietnameseFormat.Local(at), installation.IsDemonstration);

    /// <summary>Ends the step with the signed file.</summary>
    /// <param name="result">As it was when it was signed.</param>
    public async Task<Outcome<StepDone>> Keep(
        StepCommand step, string dossierCode, DossierResult result, ReadOnlyMemory<byte> signedPdf, Actor actor, CancellationToken cancellationToken)
    {
        StoredFile signed = await files.Keep(signedPdf, $"da-ky-{dossierCode}.pdf", cancellationToken);
        return await steps.Do(
            EventType, step, actor, reason: null, new { seenHash = result.ContentHash },
            async (work, dossier, item, token) =>
            {
                if (item.Action != StepActions.Sign)
                    return ProcessErrors.OutcomeNotOffered;
                DossierResult current = await work.Db.Set<DossierResult>().SingleAsync(r => r.DossierId == dossier.Id, token);
                if (current.DossierId != result.DossierId || current.Revision != result.Revision)
                    return KernelErrors.Conflict;
                Facts before = current.Facts();
                work.Db.Add(signed);
                current.State = ResultState.Signed;
                current.FileId = signed.Id;
                current.ContentHash = signed.ContentHash;
                current.SignedBy = actor.PersonId;
                current.SignedAt = work.Now;
                current.Revision++;
                work.Raise(current.Subject, "result.signed", new { }, before, current.Facts());
                return new StepEnd("sign", new { opened = result.ContentHash, signed = signed.ContentHash });
            },
            cancellationToken);
    }
}

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
/// The leader signs the prepared result with the own key and PIN. Number and date are reserved empty fields at that moment; afterwards only
/// they and the seal may be added (DocMDP P=2).
/// </summary>
sealed class SignResult(DossierSteps steps, DossierQueries dossiers, ResultFiles files, SigningKeys keys, SignatureEvidence evidence, Installation installation, TimeProvider time)
{
    public const string EventType = "dossier.result-signed";

    /// <param name="seenHash">Hash of the file that the leader has opened: another file is never signed.</param>
    /// <param name="pin">Never stored, never logged.</param>
    public async Task<Outcome<StepDone>> Handle(
        StepCommand step, string dossierCode, string seenHash, string pin, Actor actor, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken);
        if (file is null)
            return OneStopErrors.NotFound;
        if (file.Result is not { State: ResultState.Prepared } result)
            return OneStopErrors.NoResult;
        if (result.ContentHash != seenHash)
            return KernelErrors.Conflict;
        if (result.SignerPositionId != actor.PositionId)
            return OneStopErrors.OtherSigner.With(result.SignerName);
        if (await ResultSigning.Open(keys, KeyHolder.Person(actor.PersonId ?? Guid.Empty), pin, actor, cancellationToken) is var opened && !opened.Succeeded)
            return opened.Failure;

        StoredFile signed;
        using (UnlockedKey key = opened.Value)
        {
            ReadOnlyMemory<byte> pdf = await files.Read(result.FileId, cancellationToken);
            ReservedField[] reserved = JsonSerializer.Deserialize<ReservedField[]>(result.Reserved)!;
            SignatureRequest request = SignatureRequest.ForLeader(reserved, "leader", actor.Name, VietnameseFormat.Local(time.GetUtcNow()), installation.IsDemonstration);
            signed = await files.Keep(await ResultSigning.Sign(pdf, request, key, evidence, cancellationToken), $"da-ky-{dossierCode}.pdf", cancellationToken);
        }

        return await steps.Do(
            EventType, step, actor, reason: null, new { seenHash },
            async (work, dossier, item, token) =>
            {
                if (item.Action != StepActions.Sign)
                    return ProcessErrors.OutcomeNotOffered;
                DossierResult current = await work.Db.Set<DossierResult>().SingleAsync(r => r.DossierId == dossier.Id, token);
                if (current.Revision != result.Revision)
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
                return new StepEnd("sign", new { opened = seenHash, signed = signed.ContentHash });
            },
            cancellationToken);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Catalogue;

namespace VanLang.OneStop.Drafts;

/// <summary>Keeps what was filled in: every page, every file, right or wrong, until the draft is submitted.</summary>
sealed class SaveDraft(UnitOfWork unitOfWork, ReturnPlaces places, ReceivingAgencies agencies)
{
    /// <summary>
    /// Keeps the good answers of a page. Only the fields of that page are set, so that two windows on one draft do not undo each other.
    /// </summary>
    public Task<Outcome<Done>> Page(Guid draftId, SchemaPage page, FormAnswers answers, Actor actor, CancellationToken cancellationToken) =>
        Page(draftId, page, answers, seen: null, actor, cancellationToken);

    /// <summary>Keeps the good answers of a page that was shown with what was kept of it then.</summary>
    /// <param name="seen"><see cref="SeenAnswers"/> of the page as it was shown; null saves on top of anything.</param>
    /// <returns><c>ONESTOP-CHANGED-ELSEWHERE</c> where other answers of the page were kept since.</returns>
    public Task<Outcome<Done>> Page(Guid draftId, SchemaPage page, FormAnswers answers, string? seen, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.save-page", draftId, actor,
        (work, draft, token) =>
        {
            FormAnswers stored = FormAnswers.FromJson(draft.Answers);
            string kept = SeenAnswers.Of(page, stored);
            // The same answers sent twice undo nothing.
            if (seen is not null && seen != kept && SeenAnswers.Of(page, answers) != kept)
                return Task.FromResult<Outcome<Done>>(OneStopErrors.ChangedElsewhere);
            foreach (SchemaField field in page.Fields)
                // A good answer that was typed over with a wrong one no longer holds: it must not be submitted as if nothing had been typed.
                stored = answers.IsAsked(field.Key) ? stored.With(field.Key, answers[field.Key]) : stored.Without(field.Key);
            draft.Answers = stored.ToJson();
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        cancellationToken);

    /// <summary>Keeps an uploaded file that the store has received.</summary>
    public Task<Outcome<Done>> File(Guid draftId, string slot, string componentId, StoredFile file, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.attach", draftId, actor,
        (work, draft, token) =>
        {
            work.Db.Add(file);
            work.Db.Add(new DraftFile
            {
                Id = work.NewId(),
                DraftId = draft.Id,
                Slot = slot,
                ComponentId = componentId,
                Name = file.OriginalName,
                FileId = file.Id,
                ContentHash = file.ContentHash,
                Length = file.Length,
                AddedAt = work.Now,
            });
            return Task.CompletedTask;
        },
        cancellationToken);

    public Task<Outcome<Done>> RemoveFile(Guid draftId, Guid draftFileId, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.remove-file", draftId, actor,
        (work, draft, token) => work.Db.Set<DraftFile>().Where(f => f.Id == draftFileId && f.DraftId == draft.Id).ExecuteDeleteAsync(token),
        cancellationToken);

    /// <summary>Keeps how the submitter can be reached.</summary>
    public Task<Outcome<Done>> Contact(Guid draftId, string? phone, string? email, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.save-contact", draftId, actor,
        (work, draft, token) =>
        {
            draft.ContactPhone = phone;
            draft.ContactEmail = email;
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Keeps how the result is wanted.</summary>
    public Task<Outcome<Done>> Return(Guid draftId, ReturnWish wish, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.save-return", draftId, actor,
        (work, draft, token) =>
        {
            draft.ReturnMethod = wish.Method;
            draft.ReturnAddress = wish.Address;
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Keeps who helps to file it and where the result is to be fetched; null for nobody, and for the place of receipt.</summary>
    /// <returns><c>ONESTOP-PLACE-CLOSED</c> for an agency without a centre that serves everybody today.</returns>
    public Task<Outcome<Done>> Places(Guid draftId, Guid? helpAgencyId, Guid? returnAgencyId, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.save-places", draftId, actor,
        async (work, draft, token) =>
        {
            // The place of receipt itself is nothing to be chosen: it is where a result is fetched if nothing else was said.
            Guid? elsewhere = returnAgencyId == draft.ReceivingAgencyId ? null : returnAgencyId;
            foreach (Guid chosen in new[] { helpAgencyId, elsewhere }.OfType<Guid>())
            {
                if (!await places.Serves(chosen, VietnamTime.DateOf(work.Now), token))
                    return OneStopErrors.PlaceClosed;
            }

            draft.HelpAgencyId = helpAgencyId;
            draft.ReturnAgencyId = elsewhere;
            return new Done();
        },
        cancellationToken);

    /// <summary>Keeps another place of receipt. A place of return that was chosen stays, unless it is the same.</summary>
    /// <param name="procedure">The procedure of the draft, in its version.</param>
    /// <returns><c>ONESTOP-NOT-TAKEN-IN-THERE</c> where the agency does not take the procedure in today.</returns>
    public Task<Outcome<Done>> Receipt(Guid draftId, Procedure procedure, Guid agencyId, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.save-receipt", draftId, actor,
        async (work, draft, token) =>
        {
            // At the counter it is the counter.
            if (draft.AtCounter || draft.ProcedureCode != procedure.Code || !await agencies.Takes(procedure, agencyId, VietnamTime.DateOf(work.Now), token))
                return OneStopErrors.NotTakenInThere;
            draft.ReceivingAgencyId = agencyId;
            draft.ReturnAgencyId = draft.ReturnAgencyId == agencyId ? null : draft.ReturnAgencyId;
            return new Done();
        },
        cancellationToken);

    /// <summary>Keeps what only the clerk at the counter can tell: which papers were seen, and the case of the time limit (null for the general one).</summary>
    public Task<Outcome<Done>> Counter(Guid draftId, IReadOnlyList<string> papersSeen, string? limitCase, Actor actor, CancellationToken cancellationToken) => Change(
        "draft.counter", draftId, actor,
        (work, draft, token) =>
        {
            draft.PapersSeen = JsonSerializer.Serialize(papersSeen);
            draft.LimitCase = limitCase;
            return Task.CompletedTask;
        },
        cancellationToken);

    Task<Outcome<Done>> Change(string name, Guid draftId, Actor actor, Func<Work, Draft, CancellationToken, Task> change, CancellationToken cancellationToken) => Change(
        name, draftId, actor,
        async (work, draft, token) =>
        {
            await change(work, draft, token);
            return new Done();
        },
        cancellationToken);

    Task<Outcome<Done>> Change(string name, Guid draftId, Actor actor, Func<Work, Draft, CancellationToken, Task<Outcome<Done>>> change, CancellationToken cancellationToken) =>
        unitOfWork.Execute<Done>(
            new Operation(name, actor),
            async (work, token) =>
            {
                Draft? draft = await work.Db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == draftId && d.AccountId == actor.AccountId, token);
                if (draft is null)
                    return OneStopErrors.NotFound;
                if (draft.DossierId is { } dossierId)
                    return OneStopErrors.AlreadySubmitted.With(await work.Db.Set<Dossiers.Dossier>().Where(d => d.Id == dossierId).Select(d => d.Code).SingleAsync(token));
                Outcome<Done> changed = await change(work, draft, token);
                if (!changed.Succeeded)
                    return changed;
                draft.UpdatedAt = work.Now;
                draft.Revision++;
                return new Done();
            },
            cancellationToken);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Kernel.Search;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Law;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Portal;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// Makes a dossier of a draft: answers checked, fee by the decision in force, process started, number drawn, receipt put on the books; one
/// transaction. A draft becomes one dossier however often it is sent.
/// </summary>
sealed class SubmitDossier(
    UnitOfWork unitOfWork, ProcedureCatalogue catalogue, FormLibrary forms, ProcedureLaw law, ProcessRuntime processes, DirectoryQueries directory,
    CompetentAgencies competences, DefinitionStore definitions, ProvinceLibrary province, ReturnPlaces places, FilingModes modes)
{
    public const string EventType = "dossier.submitted";

    public async Task<Outcome<SubmittedDossier>> Handle(Guid draftId, string key, Actor actor, CancellationToken cancellationToken)
    {
        Operation operation = new("dossier.submit", actor) { IdempotencyKey = key, Body = new { draftId } };
        return await unitOfWork.Execute(operation, (work, token) => Submit(work, draftId, token), cancellationToken);
    }

    async Task<Outcome<SubmittedDossier>> Submit(Work work, Guid draftId, CancellationToken cancellationToken)
    {
        Draft? draft = await work.Db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == draftId && d.AccountId == work.Actor.AccountId, cancellationToken);
        if (draft is null)
            return OneStopErrors.NotFound;
        if (draft.DossierId is { } already)
            return await work.Db.Set<Dossier>().Where(d => d.Id == already).Select(d => new SubmittedDossier(d.Id, d.Code)).SingleAsync(cancellationToken);
        if (!draft.AtCounter && !(await modes.Today(cancellationToken)).FilesHere)
            return OneStopErrors.FiledAtPortal;
        List<DraftFile> files = await work.Db.Set<DraftFile>().Where(f => f.DraftId == draft.Id).OrderBy(f => f.AddedAt).ToListAsync(cancellationToken);
        return await Of(work, draft, files, origin: null, cancellationToken);
    }

    /// <summary>Makes the dossier of a draft that the operation has found or made.</summary>
    /// <param name="origin">Where it was filed, if not here.</param>
    public async Task<Outcome<SubmittedDossier>> Of(Work work, Draft draft, IReadOnlyList<DraftFile> files, FiledElsewhere? origin, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(work.Now);
        // The law of the day of filing, also where the dossier comes from elsewhere later.
        DateOnly filed = VietnamTime.DateOf(origin?.FiledAt ?? work.Now);
        Channel channel = draft.AtCounter ? Channel.Direct : Channel.Online;
        Procedure procedure = await catalogue.Version(draft.ProcedureCode, draft.ProcedureVersion);
        FormSchema form = await forms.Version(draft.FormKey, draft.FormVersion);
        FormContext context = origin?.Context ?? DraftContext.Of(work.Now, draft, files);
        FormAnswers drafted = FormAnswers.FromJson(draft.Answers);
        IReadOnlyList<FormError> errors = PapersAtCounter.StillMissing(draft, form, form.Check(drafted, context));
        // What was filed elsewhere has been taken in there: its faults are findings for the clerk.
        if (errors.Count > 0 && origin is null)
            return OneStopErrors.Incomplete.With(errors.Count);
        // Who stands at the counter comes back to it unless something else was said.
        ReturnWish wish = new(draft.ReturnMethod ?? (draft.AtCounter ? ReturnMethod.Counter : null), draft.ReturnAddress);
        if (!wish.IsComplete)
            return OneStopErrors.ReturnMethodMissing;

        FormAnswers answers = form.Submitted(drafted, context);
        string json = answers.ToJson();
        IReadOnlyDictionary<string, object?> variables = form.Variables(drafted, context);
        if (await law.On(procedure.Code, filed, cancellationToken) is not { } rule)
            return OneStopErrors.NoCompetentAgency;
        Fee fee = rule.FeeFor(variables, channel);
        if (fee.Amount is not { } amount)
            return OneStopErrors.Incomplete.With(1);

        // A draft may outlive the agency at which it was begun, or where its result was to be fetched.
        if (await directory.Agency(draft.ReceivingAgencyId, day, cancellationToken) is not { } receiving)
            return OneStopErrors.NotTakenInThere;
        if (draft.ReturnAgencyId is { } elsewhere && !await places.Serves(elsewhere, day, cancellationToken))
            return OneStopErrors.PlaceClosed;
        if (await law.On(procedure.Code, day, cancellationToken) is not { } ruleOfToday
            || ruleOfToday.CompetenceFor(variables, channel) is not { Value: { } competence, Why: var whyThere } || await competences.Of(competence, answers, receiving, day, cancellationToken) is not { } competent)
            return OneStopErrors.NoCompetentAgency;
        OpinionRule? opinion = ProcedureBinding.OpinionFor(procedure, variables, context.Now);
        AgencyRecord? asked = opinion is null ? null : await competences.Asked(opinion, answers, day, cancellationToken);
        // An agency does not ask itself.
        if (asked?.Id == competent.Id)
            asked = null;
        Guid returning = draft.ReturnAgencyId ?? receiving.Id;

        Guid id = work.NewId();
        Definition process = await definitions.InForce("process", procedure.Process!, day, cancellationToken)
            ?? throw new InvalidOperationException($"No version of process {procedure.Process} is in force.");
        ProcessStart start = new(
            work.NewId(),
            process.Key,
            process.Version,
            new Subject(Dossier.SubjectKind, id),
            new ProcessParties(receiving.Id, competent.Id, returning, asked?.Id),
            new Dictionary<string, object?>(variables.Where(variable => procedure.ProcessVariables.Contains(variable.Key)))
            {
                [ProcedureBinding.Variable] = ProcedureBinding.Of(procedure, competence, opinion, receiving.Id, competent.Id, returning, asked),
            });
        Outcome<ProcessAdvance> started = await processes.Start(work, start, cancellationToken);
        if (!started.Succeeded)
            return started.Failure;

        Guid? owner = draft.AtCounter || origin is not null ? null : draft.AccountId;
        OwnerFields fields = procedure.Owner ?? throw new InvalidOperationException($"Procedure {procedure.Code} cannot be filed.");
        string name = answers.Text(fields.NameField) ?? origin?.OwnerName ?? work.Actor.Name;
        string? number = answers.Text(fields.NumberField) ?? origin?.PersonNumber;
        string code = origin?.Code ?? await DossierCodes.Next(work, (await province.InForce(day, cancellationToken)).CodeFormat(day), receiving, day, cancellationToken);
        Dossier dossier = new()
        {
            Id = id,
            Code = code,
            ProcedureCode = procedure.Code,
            ProcedureName = procedure.Name.Vi,
            ProcedureVersion = draft.ProcedureVersion,
            FormKey = draft.FormKey,
            FormVersion = draft.FormVersion,
            ProcessInstanceId = start.InstanceId,
            Status = DossierStatus.Submitted,
            Channel = channel,
            SubmitterAccountId = draft.AccountId,
            OwnerAccountId = owner,
            OwnerName = name,
            OwnerPersonNumber = number,
            OwnerAddress = fields.AddressField is { } field ? AnswerWords.Of(answers[field]) : null,
            ContactPhone = draft.ContactPhone,
            ContactEmail = draft.ContactEmail,
            Answers = json,
            AnswersHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))),
            HelpAgencyId = draft.HelpAgencyId,
            ReceivingAgencyId = receiving.Id,
            CompetentAgencyId = competent.Id,
            ReturnAgencyId = returning,
            ReturnMethod = wish.Method!.Value,
            ReturnAddress = wish.Method == ReturnMethod.Post ? wish.Address : null,
            SubmittedAt = origin?.FiledAt ?? work.Now,
            Fee = amount,
            FeeExplanation = JsonSerializer.Serialize(fee),
            HolderAgencyId = receiving.Id,
            HolderRole = CandidateRoles.OneStopClerk,
            LookupCode = IssuedPapers.NewCode(8),
            SearchText = VietnameseFolding.Fold($"{code} {name} {number} {procedure.Name.Vi}"),
        };
        work.Db.Add(dossier);
        await DossierSteps.See(work, dossier, receiving.Id, cancellationToken);
        await DossierSteps.Follow(work, dossier, started.Value, cancellationToken);
        foreach (SubmittedDocument document in Documents(work, draft, files, id))
            work.Db.Add(document);

        draft.DossierId = id;
        draft.Revision++;
        Guid eventId = work.Raise(
            dossier.Subject,
            EventType,
            new { code, procedure = procedure.Code, competent = competent.Id, channel = dossier.Channel.ToString(), fee = amount, files = files.Select(file => file.ContentHash).ToArray(), rulings = new Ruling[] { new(fee.Decision, fee.Version, fee.Rules, fee.Day), whyThere } },
            before: null,
            dossier.Facts());
        // Who stands at the counter is given form 01 on acceptance; the portal gives a receipt of its own.
        if (!draft.AtCounter && origin is null)
            IssuedPapers.Issue(work, dossier, PaperKind.OnlineReceipt, eventId);
        return new SubmittedDossier(id, code);
    }

    static IEnumerable<SubmittedDocument> Documents(Work work, Draft draft, IReadOnlyList<DraftFile> files, Guid dossierId)
    {
        foreach (DraftFile file in files)
            yield return SubmittedDocument.Of(work, dossierId, file.ComponentId, file.Name, file.FileId, file.ContentHash, round: 0);
        foreach (string component in JsonSerializer.Deserialize<string[]>(draft.PapersSeen)!)
            yield return SubmittedDocument.Of(work, dossierId, component, name: "", fileId: null, contentHash: null, round: 0);
    }
}

/// <summary>A dossier that was filed at another place, which has drawn its code; code and time of filing stay as they are.</summary>
/// <param name="OwnerName">Owner and number as known there, where the answers name none.</param>
/// <param name="Context">What the form may know: the time of filing and the files.</param>
sealed record FiledElsewhere(string Code, DateTimeOffset FiledAt, string OwnerName, string? PersonNumber, FormContext Context);

/// <summary>The dossier a draft became.</summary>
sealed record SubmittedDossier(Guid Id, string Code);

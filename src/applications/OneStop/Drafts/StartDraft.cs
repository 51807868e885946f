using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Portal;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Drafts;

/// <summary>Opens a draft of a procedure at an agency that takes it in, with the versions in force today.</summary>
sealed class StartDraft(UnitOfWork unitOfWork, ProcedureCatalogue catalogue, ReceivingAgencies agencies, FilingModes modes, FilingPause pause, TimeProvider time)
{
    /// <param name="atCounter">True where a clerk enters a dossier brought on paper.</param>
    public async Task<Outcome<Guid>> Handle(
        string procedureCode, Guid receivingAgencyId, bool atCounter, string key, Actor actor, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        if (await catalogue.InForce(procedureCode, day, cancellationToken) is not { } inForce)
            return OneStopErrors.ProcedureNotFound;
        if (!atCounter && !(await modes.On(day, cancellationToken)).FilesHere)
            return OneStopErrors.FiledAtPortal;
        if (inForce.Procedure.Form is not { } formKey || await catalogue.Form(formKey, day, cancellationToken) is not Definition form)
            return OneStopErrors.NotOnline;
        if (await pause.Of(inForce.Procedure, day, cancellationToken))
            return ProcessErrors.Held;
        if (!await agencies.Takes(inForce.Procedure, receivingAgencyId, day, cancellationToken))
            return OneStopErrors.NotTakenInThere;

        Operation operation = new("draft.start", actor) { IdempotencyKey = key, Body = new { procedureCode, receivingAgencyId, atCounter } };
        return await unitOfWork.Execute<Guid>(
            operation,
            (work, _) =>
            {
                Draft draft = new()
                {
                    Id = work.NewId(),
                    AccountId = actor.AccountId ?? throw new InvalidOperationException("A draft has an account."),
                    AtCounter = atCounter,
                    ProcedureCode = procedureCode,
                    ProcedureVersion = inForce.Version,
                    FormKey = form.Key,
                    FormVersion = form.Version,
                    ReceivingAgencyId = receivingAgencyId,
                    Answers = "{}",
                    CreatedAt = work.Now,
                    UpdatedAt = work.Now,
                };
                work.Db.Add(draft);
                return Task.FromResult<Outcome<Guid>>(draft.Id);
            },
            cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// What acts on a dossier that end no step do alike: find the dossier in the actor's sight, check what was seen, change, leave the event. Who may
/// do the act is the act's own matter.
/// </summary>
sealed class DossierActs(UnitOfWork unitOfWork)
{
    /// <param name="operation">Name of the operation, also of its event.</param>
    /// <param name="body">What the key stands for.</param>
    public Task<Outcome<StepDone>> Do(
        string operation, ActCommand act, Actor actor, string? reason, object body,
        Func<Work, Dossier, CancellationToken, Task<Outcome<ActEnd>>> change, CancellationToken cancellationToken) =>
        unitOfWork.Execute<StepDone>(
            new Operation(operation, actor) { Reason = reason, IdempotencyKey = act.Key, Body = new { act.Code, body } },
            async (work, token) =>
            {
                Dossier? dossier = await DossierQueries.Visible(work.Db, AccessScope.Of(actor)).SingleOrDefaultAsync(d => d.Code == act.Code, token);
                if (dossier is null)
                    return OneStopErrors.NotFound;
                if (dossier.Revision != act.Revision)
                    return KernelErrors.Conflict;
                Facts before = dossier.Facts();
                bool ran = dossier.FinishedAt is null;
                Outcome<ActEnd> end = await change(work, dossier, token);
                if (!end.Succeeded)
                    return end.Failure;
                if (ran && dossier.FinishedAt is not null)
                    await DossierHolder.End(work, dossier, token);
                dossier.Revision++;
                Guid eventId = work.Raise(dossier.Subject, operation, end.Value.Data, before, dossier.Facts());
                end.Value.Raised?.Invoke(eventId);
                return new StepDone(dossier.Id, dossier.Code);
            },
            cancellationToken);
}

/// <summary>What an act that ends no step is told.</summary>
/// <param name="Code">The dossier.</param>
/// <param name="Revision">Revision of the dossier that the actor saw.</param>
/// <param name="Key">Idempotency key of the form.</param>
sealed record ActCommand(string Code, int Revision, string Key);

/// <summary>How an act ends.</summary>
/// <param name="Data">What the event tells.</param>
sealed record ActEnd(object Data)
{
    /// <summary>Told the id of the event, so that a paper can state it.</summary>
    public Action<Guid>? Raised { get; init; }
}

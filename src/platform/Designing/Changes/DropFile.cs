using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Takes a file out of a change that was never handed in.</summary>
sealed class DropFile(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid changeId, Guid fileId, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("design.drop-file", actor) { IdempotencyKey = key, Body = new { changeId, fileId } },
        async (work, token) =>
        {
            if (await ChangeWork.Open(work, changeId, token) is { Succeeded: false } refused)
                return refused.Failure!;
            if (await work.Db.Set<DesignFile>().SingleOrDefaultAsync(file => file.Id == fileId && file.ChangeId == changeId, token) is not { } file)
                return DesigningErrors.NotFound;
            DesignChange change = await work.Db.Set<DesignChange>().SingleAsync(change => change.Id == changeId, token);
            work.Db.Remove(file);
            change.Touch(work);
            work.Raise(change.Subject, "design.file-dropped", new { file.Kind, file.Key, file.IsTest });
            return new Done();
        },
        cancellationToken);
}

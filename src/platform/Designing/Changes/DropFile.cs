using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Takes a file with all its saves out of an open change. Who does it has said to be sure.</summary>
sealed class DropFile(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid changeId, Guid fileId, bool isSure, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("design.drop-file", actor) { IdempotencyKey = key, Body = new { changeId, fileId } },
        async (work, token) =>
        {
            Outcome<DesignChange> open = await ChangeWork.Open(work, changeId, token);
            if (!open.Succeeded)
                return open.Failure;
            DesignChange change = open.Value;
            if (!isSure)
                return DesigningErrors.NotSure;
            if (await work.Db.Set<DesignFile>().SingleOrDefaultAsync(file => file.Id == fileId && file.ChangeId == changeId, token) is not { } file)
                return DesigningErrors.NotFound;
            work.Db.Remove(file);
            change.Touch(work);
            work.Raise(change.Subject, "design.file-dropped", new { file.Kind, file.Key, file.IsTest });
            return new Done();
        },
        cancellationToken);
}

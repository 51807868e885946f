using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Begins a change without files.</summary>
sealed class StartChange(UnitOfWork unitOfWork)
{
    const int LongestTitle = 200;

    public Task<Outcome<Guid>> Handle(string? title, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Guid>(
        new Operation("design.start", actor) { IdempotencyKey = key, Body = new { title } },
        (work, _) =>
        {
            if (!actor.May(DesigningRoom.Draw))
                return Task.FromResult<Outcome<Guid>>(KernelErrors.Forbidden);
            if (title?.Trim() is not { Length: > 0 and <= LongestTitle } named)
                return Task.FromResult<Outcome<Guid>>(DesigningErrors.TitleMissing);
            DesignChange change = new()
            {
                Id = work.NewId(),
                Title = named,
                State = ChangeState.Open,
                AuthorId = ChangeWork.Who(actor),
                AuthorName = actor.Name,
                CreatedAt = work.Now,
                ChangedAt = work.Now,
            };
            work.Db.Add(change);
            work.Raise(change.Subject, "design.started", new { change.Title });
            return Task.FromResult<Outcome<Guid>>(change.Id);
        },
        cancellationToken);
}

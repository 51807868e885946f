using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Law.Impact;

/// <summary>Keeps a proposed version so that it can be compared page by page; nothing is decided by it.</summary>
sealed class ProposeLaw(UnitOfWork unitOfWork)
{
    public const string EventType = "law.proposed";

    public Task<Outcome<Done>> Handle(Proposal proposal, string content, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("law.propose", actor) { IdempotencyKey = key, Body = new { proposal.Key, proposal.Version, proposal.From } },
        (work, _) =>
        {
            if (!actor.May(OneStopPermissions.Impact))
                return Task.FromResult<Outcome<Done>>(KernelErrors.Forbidden);
            work.Db.Add(new Definition
            {
                Kind = Proposals.Kind,
                Key = proposal.Key,
                Version = proposal.Version,
                Content = content,
                ValidFrom = proposal.From,
                ValidTo = null,
                PublishedAt = work.Now,
            });
            work.Raise(
                new Subject("definition", DeterministicId.Of($"definition/{Proposals.Kind}/{proposal.Key}")),
                EventType,
                new { proposal.Key, proposal.Version, validFrom = proposal.From });
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        cancellationToken);
}

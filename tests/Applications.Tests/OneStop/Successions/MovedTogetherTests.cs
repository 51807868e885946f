using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Shapes;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Successions;
using Xunit;
using static VanLang.Applications.Tests.OneStop.Successions.EndedAgencies;

namespace VanLang.Applications.Tests.OneStop.Successions;

public sealed class MovedTogetherTestsOnSqlite() : MovedTogetherTests(StoreKind.Sqlite);

public sealed class MovedTogetherTestsOnPostgres() : MovedTogetherTests(StoreKind.Postgres);

/// <summary>Several move at once, others work meanwhile, and nodes die.</summary>
public abstract class MovedTogetherTests(StoreKind store)
{
    const int Many = 24;

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task Two_nodes_at_once_move_each_dossier_once()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Before, store);
        List<string> codes = await File(walk);
        walk.EndAgencies();
        ShapeWalk.Ok(await walk.House.Get<StartSuccession>().Handle(IdOf(Ward), "start", await walk.Administrator(), Token));

        int[] done = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Node(walk, Token))));

        // Which of them did how much is the machine's matter: on a busy one the second may come when all is done.
        done.Sum().ShouldBeGreaterThanOrEqualTo(codes.Count);
        await Check(walk, codes);
    }

    [Fact]
    public async Task A_node_that_dies_in_the_middle_loses_nothing_and_another_goes_on_where_it_was()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Before, store);
        List<string> codes = await File(walk);
        walk.EndAgencies();
        ShapeWalk.Ok(await walk.House.Get<StartSuccession>().Handle(IdOf(Ward), "start", await walk.Administrator(), Token));
        using CancellationTokenSource death = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<int> dying = Task.Run(() => Node(walk, death.Token));
        while (await Count(walk, SuccessionState.Moved) < 3)
            await Task.Yield();
        await death.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => dying);

        // What it had claimed is free again when its lease has ended.
        walk.Clock.Advance(TimeSpan.FromSeconds(61));
        await walk.RunJobs();

        await Check(walk, codes);
    }

    [Fact]
    public async Task Who_acts_on_a_dossier_meanwhile_is_not_overwritten()
    {
        await using ShapeWalk walk = await ShapeWalk.On(Before, store);
        List<string> codes = await File(walk);
        walk.EndAgencies();
        ShapeWalk.Ok(await walk.House.Get<StartSuccession>().Handle(IdOf(Ward), "start", await walk.Administrator(), Token));
        Actor citizen = walk.House.Walk.Cast["citizen"];

        Task<int> node = Task.Run(() => Node(walk, Token));
        foreach (string code in codes)
        {
            // Whoever is told of a conflict reads again and tries once more.
            Outcome<StepDone> asked;
            do
                asked = await walk.House.Get<WithdrawDossier>().Ask(new(code, (await walk.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString()), "Nộp nhầm", citizen, Token);
            while (asked.Failure?.Code == KernelErrors.Conflict);
            asked.Succeeded.ShouldBeTrue();
        }

        await node;
        foreach (string code in codes)
            (await walk.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        await Check(walk, codes);
    }

    static async Task<List<string>> File(ShapeWalk walk)
    {
        List<string> codes = [];
        for (int i = 0; i < Many; i++)
            codes.Add(await walk.File("2.000815", Ward, ShapeAnswers.Copy));
        return codes;
    }

    static async Task<int> Node(ShapeWalk walk, CancellationToken cancellationToken)
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(walk.House.Services);
        int done = 0;
        while (await walk.House.Read((db, token) => db.Set<SuccessionRun>().AnyAsync(run => run.FinishedAt == null, token)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int now = await jobs.RunDue(cancellationToken);
            done += now;
            if (now == 0)
                walk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return done;
    }

    static Task<int> Count(ShapeWalk walk, SuccessionState state) => walk.House.Read((db, token) => db.Set<SuccessionMove>().CountAsync(move => move.State == state, token));

    static async Task Check(ShapeWalk walk, List<string> codes)
    {
        (await Count(walk, SuccessionState.Moved)).ShouldBe(Many);
        foreach (string code in codes)
        {
            DossierFile file = await walk.Dossier(code);
            (file.Dossier.ReceivingAgencyId, file.Dossier.HolderAgencyId).ShouldBe((IdOf(Successor), IdOf(Successor)));
            IReadOnlyList<TimelineEvent> events = await walk.House.Read((db, token) => RecordTimeline.Of(db, file.Dossier.Subject, token));
            events.Count(happened => happened.Type == MoveDossier.EventType).ShouldBe(1, code);
        }

        await walk.House.Settle();
        (await walk.House.Verify()).ShouldBeEmpty();
    }
}

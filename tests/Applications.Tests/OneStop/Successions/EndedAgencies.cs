using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Shapes;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Jobs;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Successions;
using VanLang.Processes.Contracts;

namespace VanLang.Applications.Tests.OneStop.Successions;

/// <summary>The last days of June 2025, in which dossiers are filed at wards and districts, and the days after their end.</summary>
internal static class EndedAgencies
{
    public const string Before = "2025-06-26 08:00";

    /// <summary>Ended on 01/07/2025; <see cref="Successor"/> alone took over.</summary>
    public const string Ward = "xa-07888";

    public const string Successor = "xa2025-07900";

    /// <summary>Ended on the same day; five wards and communes took over, by place.</summary>
    public const string District = "huyen-227";

    static CancellationToken Token => DemonstrationHouse.Token;

    /// <summary>The morning of 2 July: the agencies have ended.</summary>
    public static void EndAgencies(this ShapeWalk walk) => walk.Clock.SetUtcNow(DemonstrationHouse.Clock("2025-07-02 08:00").GetUtcNow());

    /// <summary>Id of an agency by its key, whatever the day.</summary>
    public static Guid IdOf(string key) => DirectoryIds.Agency(key);

    /// <summary>The administrator at the office of the province, who has the permission.</summary>
    public static Task<Actor> Administrator(this ShapeWalk walk) => walk.Official(IdOf("vp-ubnd-2025"), "admin");

    /// <summary>An official of an agency that has ended, who still has a session from before.</summary>
    public static async Task<Actor> OldOfficial(this ShapeWalk walk, string agency, string role)
    {
        DateTimeOffset now = walk.Clock.GetUtcNow();
        PositionRecord position = (await walk.House.Get<DirectoryQueries>().Holders(IdOf(agency), role, new DateOnly(2025, 6, 30), Token))[0];
        return new Actor(ActorKind.Official, position.PersonName)
        {
            AccountId = Guid.NewGuid(), PersonId = position.PersonId, PositionId = position.Id, PositionTitle = position.Title, Role = position.Role, AgencyId = position.AgencyId,
            Permissions = await walk.House.Get<Access.Contracts.AccessQueries>().PermissionsOf(position.Role, Kernel.Calendar.VietnamTime.DateOf(now), Token),
        };
    }

    /// <summary>Confirms the move and lets the jobs do it.</summary>
    public static async Task Move(this ShapeWalk walk, string agency)
    {
        ShapeWalk.Ok(await walk.House.Get<StartSuccession>().Handle(IdOf(agency), Guid.NewGuid().ToString(), await walk.Administrator(), Token));
        await walk.RunJobs();
    }

    /// <summary>Brings back what the last run of the agency moved.</summary>
    public static async Task Undo(this ShapeWalk walk, string agency)
    {
        SuccessionRun run = await walk.LastRun(agency);
        ShapeWalk.Ok(await walk.House.Get<UndoSuccession>().Handle(run.Id, Guid.NewGuid().ToString(), await walk.Administrator(), Token));
        await walk.RunJobs();
    }

    public static async Task<SuccessionRun> LastRun(this ShapeWalk walk, string agency)
    {
        Guid id = IdOf(agency);
        return await walk.House.Read((db, token) => db.Set<SuccessionRun>().Where(run => run.AgencyId == id).OrderByDescending(run => run.StartedAt).FirstAsync(token));
    }

    /// <summary>Does what is due until the runs are finished.</summary>
    public static async Task RunJobs(this ShapeWalk walk)
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(walk.House.Services);
        while (await walk.House.Read((db, token) => db.Set<SuccessionRun>().AnyAsync(run => run.FinishedAt == null, token)))
        {
            if (await jobs.RunDue(Token) == 0)
                walk.Clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    public static async Task<SuccessionView> Look(this ShapeWalk walk, string agency, SuccessionRows rows = SuccessionRows.Dossiers) =>
        (await walk.House.Get<SuccessionReader>().Read(agency, rows, Guid.Empty, await walk.Administrator(), Token)).ShouldNotBeNull();

    public static async Task<bool> Sees(this ShapeWalk walk, Actor actor, string code) =>
        await walk.House.Get<DossierQueries>().Find(code, AccessScope.Of(actor), Token) is not null;

    /// <summary>A draft that the ward's clerk begins at the counter.</summary>
    public static async Task<(Guid Draft, Actor Clerk)> CounterDraft(this ShapeWalk walk, string agency)
    {
        Actor clerk = await walk.Official(IdOf(agency), CandidateRoles.OneStopClerk);
        return (ShapeWalk.Ok(await walk.House.Get<StartDraft>().Handle("2.000815", IdOf(agency), atCounter: true, Guid.NewGuid().ToString(), clerk, Token)), clerk);
    }
}

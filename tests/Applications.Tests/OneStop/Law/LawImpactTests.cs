using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Commands;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law.Impact;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Law;

public sealed class LawImpactTestsOnSqlite() : LawImpactTests(StoreKind.Sqlite);

public sealed class LawImpactTestsOnPostgres() : LawImpactTests(StoreKind.Postgres);

/// <summary>Which open dossiers a version that is not published would decide otherwise.</summary>
public abstract class LawImpactTests(StoreKind store)
{
    [Fact]
    public async Task Open_dossiers_are_listed_with_what_changes_and_nothing_is_published()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-23 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, clock);
        string early = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        string finished = await house.WholeJourney();
        clock.Advance(TimeSpan.FromDays(2));
        string late = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        Proposal proposal = await ProposedFile.Read(house.Get<ProposalFile>(), ProposedFile.Dearer("2026-11-25"), "2026-11-25");

        ImpactPart part = await Part(house, proposal, All);

        part.Lines.Select(line => line.Code).ShouldBe([early, late], ignoreOrder: true);
        part.Lines.ShouldNotContain(line => line.Code == finished);
        part.Lines.ShouldAllBe(line => line.Now.Fee == 16_000 && line.Then.Fee == 20_000 && line.Now.Limit == line.Then.Limit && line.Now.Competence == line.Then.Competence);
        part.Lines.Where(line => line.Applies).Select(line => line.Code).ShouldBe([late]);
        (part.Open, part.Looked, part.Next).ShouldBe((2, 2, null));
        // Nothing became law.
        string next = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        (await house.Dossier(next)).Dossier.Fee.ShouldBe(16_000);
        (await house.Read((db, token) => db.Set<Definition>().CountAsync(d => d.Kind == "decision" && d.Version == proposal.Version, token))).ShouldBe(0);
    }

    [Fact]
    public async Task A_proposal_that_a_later_version_follows_does_not_reach_what_that_one_decides()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-23 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, clock);
        await LawChangeTests.Publish(house, "2026-11-20", text => text.Replace("8000 * so_luong", "9000 * so_luong", StringComparison.Ordinal));
        await house.Walk.Submit(await house.Walk.Draft());
        Proposal proposal = await ProposedFile.Read(house.Get<ProposalFile>(), ProposedFile.Dearer("2026-11-01"), "2026-11-01");

        ImpactLine line = (await Part(house, proposal, All)).Lines.ShouldHaveSingleItem();

        (line.Now.Fee, line.Then.Fee, line.Applies).ShouldBe((18_000, 20_000, false));
    }

    [Fact]
    public async Task Heads_see_the_dossiers_of_their_agency_administrators_all_and_others_none()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        string today = VietnamTime.DateOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Proposal proposal = await ProposedFile.Read(house.Get<ProposalFile>(), ProposedFile.Dearer(today), today);
        Actor leader = house.Walk.Cast["leader"];
        Actor elsewhere = leader with { AgencyId = Guid.NewGuid(), UnitId = Guid.NewGuid() };

        foreach (Actor sees in new[] { leader, house.Walk.Cast["head-of-unit"], house.Walk.Cast["admin"] })
            (await Part(house, proposal, sees)).Lines.ShouldHaveSingleItem(sees.Role).Code.ShouldBe(code);
        foreach (Actor blind in new[] { elsewhere, house.Walk.Cast["officer"], house.Walk.Cast["one-stop-clerk"], house.Walk.Cast["citizen"], Actor.Nobody })
        {
            ImpactPart part = await Part(house, proposal, blind);
            (part.Open, part.Looked, part.Lines.Count).ShouldBe((0, 0, 0));
        }

        ProposeLaw propose = house.Get<ProposeLaw>();
        (await propose.Handle(proposal, "x", "k1", house.Walk.Cast["officer"], DemonstrationHouse.Token)).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await propose.Handle(proposal, ProposedFile.Dearer(today), "k2", leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        // The same form sent again is the same act; what was compared is found again by its content.
        (await propose.Handle(proposal, ProposedFile.Dearer(today), "k2", leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await house.Read((db, token) => db.Set<Definition>().CountAsync(d => d.Kind == Proposals.Kind, token))).ShouldBe(1);
        Proposal found = (await house.Get<Proposals>().Find(proposal.Version, DemonstrationHouse.Token)).ShouldNotBeNull();
        (found.Key, found.From, found.ProcedureCode).ShouldBe((proposal.Key, proposal.From, "2.000635"));
        (await house.Get<Proposals>().Find("0000", DemonstrationHouse.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_command_prints_each_dossier_and_refuses_a_faulty_file_with_its_place()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-23 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store, clock);
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-impact-").FullName;
        string file = Path.Combine(folder, "thu-tuc-2.000635@2026-11-23.dmn");
        FileInfo csv = new(Path.Combine(folder, "ra.csv"));
        await File.WriteAllTextAsync(file, ProposedFile.Dearer("2026-11-23"), DemonstrationHouse.Token);

        int done = await DmnImpactCommand.Run(house.Services, file, null, csv, DemonstrationHouse.Token);
        await File.WriteAllTextAsync(file, ProposedFile.Dearer("2026-11-23").Replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"SOME\"", StringComparison.Ordinal), DemonstrationHouse.Token);
        int refused = await DmnImpactCommand.Run(house.Services, file, null, null, DemonstrationHouse.Token);

        (done, refused).ShouldBe((0, 1));
        string[] rows = (await File.ReadAllTextAsync(csv.FullName, DemonstrationHouse.Token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(2);
        rows[1].ShouldStartWith($"\"{code}\",\"2026-11-23\",\"1\",\"16000\",\"20000\"");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    static Func<VanLang.Kernel.Data.VanLangDbContext, IQueryable<Dossier>> All => db => db.Set<Dossier>();

    static Task<ImpactPart> Part(DemonstrationHouse house, Proposal proposal, Actor actor) => Part(house, proposal, LawImpact.SeenBy(actor));

    static Task<ImpactPart> Part(DemonstrationHouse house, Proposal proposal, Func<VanLang.Kernel.Data.VanLangDbContext, IQueryable<Dossier>> seen) =>
        house.Get<LawImpact>().Part(proposal, seen, Guid.Empty, DemonstrationHouse.Token);
}

using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Telemetry;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class BackupCommandTestsOnSqlite() : BackupCommandTests(StoreKind.Sqlite);

public sealed class BackupCommandTestsOnPostgres() : BackupCommandTests(StoreKind.Postgres);

/// <summary>Backup, drill and restore by the very commands of an operator, over a dossier that has gone all the way.</summary>
public abstract class BackupCommandTests(StoreKind store) : IAsyncLifetime
{
    DemonstrationHouse house = null!;
    string code = null!;
    string backups = null!;

    string? Connection => PostgresCluster.DatabaseOf(house.Data.Path);

    public async ValueTask InitializeAsync()
    {
        house = await DemonstrationHouse.Open(store);
        code = await house.WholeJourney();
        await house.Settle();
        backups = System.IO.Directory.CreateTempSubdirectory("vanlang-backups-").FullName;
    }

    public async ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(backups, recursive: true);
        await house.DisposeAsync();
    }

    [Fact]
    public async Task A_drill_says_what_would_be_lost_and_how_long_it_took_and_leaves_nothing_behind()
    {
        (int done, string said) = await ProgramCommand.Run([.. On("backup", Connection), "--to", backups, "--drill", "--scratch", backups, "--data", house.Data.Path]);

        done.ShouldBe(0, said);
        said.ShouldContain("Drill: good");
        System.IO.Directory.GetDirectories(backups, "vanlang-drill-*").ShouldBeEmpty();
        HouseState state = await house.Get<HouseStateReader>().Read(DemonstrationHouse.Token);
        state.LastBackup.ShouldNotBeNull();
        // What was copied goes on: the house that served meanwhile is whole.
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_restored_into_an_empty_place_holds_the_dossier_and_agrees_with_its_record()
    {
        (int made, string saidThen) = await ProgramCommand.Run([.. On("backup", Connection), "--to", backups, "--with-keys", "--data", house.Data.Path]);
        made.ShouldBe(0, saidThen);
        string folder = Path.Combine(backups, "restored");
        string? empty = store == StoreKind.Postgres ? await PostgresCluster.EmptyDatabase() : null;

        (int done, string said) = await ProgramCommand.Run([.. On("restore", empty), "--from", backups, "--data", folder]);

        done.ShouldBe(0, said);
        if (empty is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, "test-database"), empty, DemonstrationHouse.Token);
        await using (DemonstrationHouse restored = await DemonstrationHouse.OpenMoved(folder))
        {
            (await restored.Dossier(code)).Dossier.ReturnedAt.ShouldNotBeNull();
            (await restored.Verify()).ShouldBeEmpty();
        }

        // Never over something: the second time the place is not empty.
        (int again, string refused) = await ProgramCommand.Run([.. On("restore", empty), "--from", backups, "--data", folder]);
        again.ShouldBe(1);
        refused.ShouldNotContain("Unhandled");
    }

    static string[] On(string verb, string? database) => database is null ? [verb] : ["--database", database, verb];
}

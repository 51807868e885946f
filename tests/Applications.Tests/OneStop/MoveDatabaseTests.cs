using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class MoveDatabaseTests
{
    [Fact]
    public async Task A_walked_demonstration_goes_to_PostgreSQL_row_by_row_and_goes_on_there()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(StoreKind.Sqlite);
        string done = await house.WholeJourney();
        string open = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Settle();
        long sealedEvents = (await house.Get<RecordStates>().Read(DemonstrationHouse.Token)).Size;
        string connection = await PostgresCluster.EmptyDatabase();

        (int code, string said) = await ProgramCommand.Run("move-database", "--from", house.Data.Path, "--to", connection);

        code.ShouldBe(0, said);
        said.ShouldContain(" = ");
        said.ShouldNotContain("≠");
        // Nothing is moved onto what was moved, and nobody works on in the old place.
        (await ProgramCommand.Run("move-database", "--from", house.Data.Path, "--to", connection)).Code.ShouldBe(1);
        (await Should.ThrowAsync<DatabaseRefusedException>(house.Get<DatabaseStart>().Migrate(DemonstrationHouse.Token))).Message.ShouldContain("127.0.0.1");

        await File.WriteAllTextAsync(Path.Combine(house.Data.Path, "test-database"), connection, DemonstrationHouse.Token);
        await using (DemonstrationHouse moved = await DemonstrationHouse.OpenMoved(house.Data.Path))
        {
            (await moved.Verify()).ShouldBeEmpty();
            RecordState record = await moved.Get<RecordStates>().Read(DemonstrationHouse.Token);
            record.Size.ShouldBe(sealedEvents);
            record.Unsealed.ShouldBe(0);
            (await moved.Dossier(done)).Dossier.ReturnedAt.ShouldNotBeNull();
            await moved.Walk.Accept(open);
            await moved.WholeJourney();
            (await moved.Read((db, token) => db.Set<Dossier>().Select(d => d.Code).ToListAsync(token))).ShouldBeUnique();
            (await moved.Verify()).ShouldBeEmpty();
            (await moved.Get<RecordStates>().Read(DemonstrationHouse.Token)).Size.ShouldBeGreaterThan(sealedEvents);
        }
    }

    [Fact]
    public async Task A_target_with_rows_is_refused_and_stays_as_it_is()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(StoreKind.Sqlite);
        string connection = PostgresCluster.DatabaseOf(await PreparedProvince.Copy(StoreKind.Postgres, TimeProvider.System))!;

        (int code, string said) = await ProgramCommand.Run("move-database", "--from", house.Data.Path, "--to", connection);

        code.ShouldBe(1);
        said.ShouldContain("The target is not empty");
        await house.Get<DatabaseStart>().Migrate(DemonstrationHouse.Token);
        await PostgresCluster.Drop(connection);
    }
}

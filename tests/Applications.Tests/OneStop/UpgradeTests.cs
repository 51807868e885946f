using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Shouldly;
using System.Reflection;
using VanLang.Databases;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class UpgradeTestsOnSqlite() : UpgradeTests(StoreKind.Sqlite);

public sealed class UpgradeTestsOnPostgres() : UpgradeTests(StoreKind.Postgres);

/// <summary>The build of today beside one of tomorrow, which has changed the schema of the database on which both work.</summary>
public abstract class UpgradeTests(StoreKind store)
{
    [Fact]
    public async Task The_previous_build_goes_on_serving_while_the_next_one_expands_the_schema_and_may_start_again_after_it()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        using CancellationTokenSource upgraded = new();
        int sent = 0;
        Task serving = Task.Run(async () =>
        {
            while (!upgraded.IsCancellationRequested)
            {
                string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
                await house.Walk.Accept(code);
                sent++;
            }
        });
        while (Volatile.Read(ref sent) == 0)
            await Task.Delay(10, DemonstrationHouse.Token);

        await Tomorrow(house, typeof(Expanded)).Migrate(DemonstrationHouse.Token);
        int before = Volatile.Read(ref sent);
        while (Volatile.Read(ref sent) < before + 2 && !serving.IsCompleted)
            await Task.Delay(10, DemonstrationHouse.Token);
        await upgraded.CancelAsync();
        await serving;

        await house.Get<DatabaseStart>().Migrate(DemonstrationHouse.Token);
        await house.WholeJourney();
        (await house.Verify()).ShouldBeEmpty();
        (await house.Read((db, token) => db.Set<Dossier>().CountAsync(token))).ShouldBe(sent + 1);
    }

    [Fact]
    public async Task A_build_refuses_a_schema_that_a_later_one_has_done_more_to_than_expand()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        await Tomorrow(house, typeof(Expanded), typeof(Tightened)).Migrate(DemonstrationHouse.Token);

        DatabaseRefusedException refused = await Should.ThrowAsync<DatabaseRefusedException>(house.Get<DatabaseStart>().Migrate(DemonstrationHouse.Token));

        refused.Message.ShouldContain("99990102000000_Tightened");
        // Who knows it goes on.
        await Tomorrow(house, typeof(Expanded), typeof(Tightened)).Migrate(DemonstrationHouse.Token);
    }

    static DatabaseStart Tomorrow(DemonstrationHouse house, params Type[] changes) => new(new LaterBuild(house, changes), house.Get<DatabaseStore>());

    sealed class LaterBuild(DemonstrationHouse house, Type[] changes) : IDbContextFactory<VanLangDbContext>
    {
        public VanLangDbContext CreateDbContext()
        {
            DbContextOptionsBuilder<VanLangDbContext> options = new();
            house.Get<DatabaseStore>().Configure(options);
            options.UseApplicationServiceProvider(house.Get<IServiceProvider>());
            options.ReplaceService<IMigrationsAssembly, LaterMigrations>();
            // Its model is the one of today: what it added, this test does not read.
            options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
            LaterMigrations.Changes.Value = changes;
            return new VanLangDbContext(options.Options);
        }
    }

#pragma warning disable EF1001 // There is no other way to be a build of tomorrow.
    sealed class LaterMigrations(
        ICurrentDbContext current, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
        : MigrationsAssembly(current, options, ids, logger)
    {
        public static AsyncLocal<Type[]> Changes { get; } = new();

        readonly Type[] changes = Changes.Value!;

        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            base.Migrations.Concat(changes.Select(change => KeyValuePair.Create(change.GetCustomAttribute<MigrationAttribute>()!.Id, change.GetTypeInfo())))
                .OrderBy(migration => migration.Key, StringComparer.Ordinal).ToDictionary();
    }
#pragma warning restore EF1001

    [Migration("99990101000000_Expanded")]
    sealed class Expanded : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>("later_note", "dossiers", nullable: true);
            migrationBuilder.CreateTable("later_things", table => new { id = table.Column<Guid>(), note = table.Column<string>() }, constraints: table => table.PrimaryKey("pk_later_things", row => row.id));
            migrationBuilder.CreateIndex("ix_later_things_note", "later_things", "note", unique: true);
        }
    }

    [Migration("99990102000000_Tightened")]
    sealed class Tightened : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix_dossiers_later_note", "dossiers", "later_note", unique: true);
    }
}

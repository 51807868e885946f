using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>Both databases have the schema of the model; neither is needed to find that out.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData(Hosting.Migrations.Sqlite)]
    [InlineData(Hosting.Migrations.Postgres)]
    public void The_migrations_give_the_schema_of_the_model(string migrations)
    {
        using ServiceProvider services = Services(migrations);
        using VanLangDbContext db = services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContext();

        db.Database.GetMigrations().ShouldNotBeEmpty();
        db.Database.HasPendingModelChanges().ShouldBeFalse($"dotnet ef migrations add NAME -p src/{migrations} -s src/VanLang -o Migrations");
    }

    [Theory]
    [InlineData(Hosting.Migrations.Sqlite)]
    [InlineData(Hosting.Migrations.Postgres)]
    public void Every_change_of_the_schema_only_expands_so_that_the_previous_build_goes_on(string migrations)
    {
        using ServiceProvider services = Services(migrations);
        using VanLangDbContext db = services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContext();
        IMigrationsAssembly assembly = db.GetService<IMigrationsAssembly>();

        foreach ((string id, System.Reflection.TypeInfo type) in assembly.Migrations.OrderBy(migration => migration.Key, StringComparer.Ordinal).Skip(1))
            SchemaSteps.Expands(assembly.CreateMigration(type, db.Database.ProviderName!)).ShouldBeTrue(id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_unique_from_now_on_expands_only_over_a_column_that_the_previous_build_leaves_empty(bool overNewColumn) =>
        SchemaSteps.Expands(new UniqueFromNowOn(overNewColumn)).ShouldBe(overNewColumn);

    [Theory]
    [InlineData("UPDATE cases SET words = (SELECT o.name FROM owners AS o WHERE o.id = cases.owner)", false, true)]
    [InlineData("UPDATE cases SET words = (SELECT o.name FROM owners AS o WHERE o.id = cases.owner)", true, false)]
    [InlineData("UPDATE cases SET number = (SELECT o.name FROM owners AS o WHERE o.id = cases.owner)", false, false)]
    [InlineData("UPDATE cases SET words = (SELECT 1), number = (SELECT 1)", false, false)]
    [InlineData("UPDATE cases SET words = (SELECT 1); DELETE FROM cases", false, false)]
    public void A_new_column_may_be_filled_and_an_index_go_that_keeps_nothing_unique(string sql, bool unique, bool expands) =>
        SchemaSteps.Expands(new FilledAndLessIndexed(sql, unique)).ShouldBe(expands);

    [Theory]
    [InlineData("Npgsql:StorageParameter:fillfactor", true)]
    [InlineData("Npgsql:UnloggedTable", false)]
    public void A_table_may_get_other_room_on_its_pages_and_nothing_else(string annotation, bool expands) => SchemaSteps.Expands(new AlteredTable(annotation)).ShouldBe(expands);

    sealed class AlteredTable(string annotation) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterTable("cases").Annotation(annotation, 50);
    }

    sealed class FilledAndLessIndexed(string sql, bool unique) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex("ix", "cases");
            migrationBuilder.AddColumn<string>("words", "cases", nullable: true);
            migrationBuilder.Sql(sql);
        }

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix", "cases", "owner", unique: unique);
    }

    sealed class UniqueFromNowOn(bool overNewColumn) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>("parent_id", "cases", nullable: true);
            migrationBuilder.CreateIndex("ix", "cases", ["owner", overNewColumn ? "parent_id" : "number"], unique: true);
        }
    }

    static ServiceProvider Services(string migrations)
    {
        DatabaseStore store = migrations == Hosting.Migrations.Postgres ? new PostgresStore("Host=none", migrations) : new SqliteStore("none", migrations);
        ServiceCollection services = new();
        services.AddKernel(Rooms.All(), new DataFolder("none"), store);
        return services.BuildServiceProvider();
    }
}

using Microsoft.EntityFrameworkCore;
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

    static ServiceProvider Services(string migrations)
    {
        DatabaseStore store = migrations == Hosting.Migrations.Postgres ? new PostgresStore("Host=none", migrations) : new SqliteStore("none", migrations);
        ServiceCollection services = new();
        services.AddKernel(Rooms.All(), new DataFolder("none"), store);
        return services.BuildServiceProvider();
    }
}

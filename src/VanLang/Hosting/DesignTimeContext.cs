using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Hosting;

/// <summary>
/// Gives the migration tool the whole model: <c>dotnet ef migrations add NAME -p src/VanLang.Migrations.Sqlite -s src/VanLang -o Migrations</c>,
/// and the same with <c>VanLang.Migrations.Postgres</c>. For which database, it reads from the project it was called for.
/// </summary>
sealed class DesignTimeContext : IDesignTimeDbContextFactory<VanLangDbContext>
{
    public VanLangDbContext CreateDbContext(string[] args)
    {
        bool postgres = Environment.GetCommandLineArgs().Any(argument => argument.Contains(Migrations.Postgres, StringComparison.Ordinal));
        DatabaseStore store = postgres ? new PostgresStore("Host=none", Migrations.Postgres) : new SqliteStore(":memory:", Migrations.Sqlite);
        ServiceCollection services = new();
        services.AddKernel(Rooms.All(), new DataFolder(Path.GetTempPath()), store);
        return services.BuildServiceProvider().GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContext();
    }
}

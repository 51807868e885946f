using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Hosting;

/// <summary>Gives the migration tool the whole model: <c>dotnet ef migrations add NAME -p src/VanLang.Migrations.Sqlite -s src/VanLang</c>.</summary>
sealed class DesignTimeContext : IDesignTimeDbContextFactory<VanLangDbContext>
{
    public VanLangDbContext CreateDbContext(string[] args)
    {
        ServiceCollection services = new();
        services.AddKernel(Rooms.All(), new DataFolder(Path.GetTempPath()), Migrations.Sqlite);
        return services.BuildServiceProvider().GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContext();
    }
}

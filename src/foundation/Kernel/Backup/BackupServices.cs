using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Backup;

static class BackupServices
{
    public static IServiceCollection AddBackup(this IServiceCollection services) => services
        .AddSingleton<DatabaseCopy>(provider => provider.GetRequiredService<DatabaseStore>() switch
        {
            SqliteStore sqlite => new SqliteCopy(provider.GetRequiredService<IDbContextFactory<VanLangDbContext>>(), sqlite),
            PostgresStore postgres => new PostgresCopy(provider.GetRequiredService<IDbContextFactory<VanLangDbContext>>(), postgres),
            var other => throw new NotSupportedException(other.Name),
        })
        .AddSingleton(provider => new MakeBackup(
            provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<DatabaseCopy>(), provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RestoreBackup(
            provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<IDbContextFactory<VanLangDbContext>>(),
            provider.GetRequiredService<DatabaseCopy>(), provider.GetRequiredService<DataFolder>()));
}

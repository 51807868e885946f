using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VanLang.Kernel.Data;

/// <summary>
/// The one context of the program. Each room adds its own mappings (<c>IEntityTypeConfiguration</c>) from its assembly; entities stay internal
/// to their room and are reached by <see cref="DbContext.Set{TEntity}()"/>. Writers get it from <see cref="Operations.UnitOfWork"/>, readers from
/// <see cref="Operations.UnitOfWork.Read{T}"/>.
/// </summary>
public sealed class VanLangDbContext(DbContextOptions<VanLangDbContext> options, RoomCatalog rooms) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (Assembly assembly in rooms.Assemblies)
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        if (!Database.IsSqlite())
            return;

        // SQLite knows neither type: instants are whole milliseconds since 1970 UTC, đồng whole numbers, both in their natural order.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<decimal>().HaveConversion<long>();
    }

    sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}

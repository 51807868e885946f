using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace VanLang.Kernel.Data;

/// <summary>
/// The one context of the program. Each room adds its own mappings (<c>IEntityTypeConfiguration</c>) from its assembly; entities stay internal
/// to their room and are reached by <see cref="DbContext.Set{TEntity}()"/>. Writers get it from <see cref="Operations.UnitOfWork"/>, readers from
/// <see cref="Operations.UnitOfWork.Read{T}"/>.
/// </summary>
public sealed class VanLangDbContext(DbContextOptions<VanLangDbContext> options, RoomCatalog rooms, DatabaseStore store) : DbContext(options)
{
    internal DatabaseStore Store => store;

    internal string RoomNames => rooms.Names;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (Assembly assembly in rooms.Assemblies)
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        store.Shape(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        store.Convert(configurationBuilder);
    }
}

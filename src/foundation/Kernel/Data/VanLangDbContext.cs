using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace VanLang.Kernel.Data;

/// <summary>
/// The one context of the program. Each room adds its own mappings (<c>IEntityTypeConfiguration</c>) from its assembly; entities stay internal
/// to their room and are reached by <see cref="DbContext.Set{TEntity}()"/>. Writers get it from <see cref="Operations.UnitOfWork"/>, readers from
/// <see cref="Operations.UnitOfWork.Read{T}"/>.
/// </summary>
public sealed class VanLangDbContext : DbContext
{
    readonly RoomCatalog rooms;

    /// <summary>Contexts are used again and again, so all they need comes with the options.</summary>
    public VanLangDbContext(DbContextOptions<VanLangDbContext> options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IServiceProvider house = options.GetExtension<CoreOptionsExtension>().ApplicationServiceProvider ?? throw new InvalidOperationException("The context belongs to a house.");
        rooms = house.GetRequiredService<RoomCatalog>();
        Store = house.GetRequiredService<DatabaseStore>();
    }

    internal DatabaseStore Store { get; }

    /// <summary>Hand-written statements of the operation under way that go to the server before anything else it asks, or with its end; null where there are none.</summary>
    internal StatementBatch? Pending { get; set; }

    internal string RoomNames => rooms.Names;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        foreach (Assembly assembly in rooms.Assemblies)
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        Store.Shape(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        Store.Convert(configurationBuilder);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Data;

/// <summary>A word that the database keeps about itself: which province was loaded, whether it is a demonstration, what a schema step asks for.</summary>
sealed class StoredVersion
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}

sealed class StoredVersionMapping : IEntityTypeConfiguration<StoredVersion>
{
    public void Configure(EntityTypeBuilder<StoredVersion> builder)
    {
        builder.ToTable("versions");
        builder.HasKey(version => version.Name);
    }
}

/// <summary>Reads and writes what the database keeps about itself; every node sees the same.</summary>
public sealed class StoredVersions(UnitOfWork work)
{
    /// <summary>What is kept under a name; null where nothing is.</summary>
    public Task<string?> Of(string name, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<StoredVersion>().Where(version => version.Name == name).Select(version => version.Value).SingleOrDefaultAsync(token), cancellationToken);

    /// <summary>Keeps a value, in the place of an earlier one.</summary>
    public Task Keep(string name, string value, CancellationToken cancellationToken) => work.Maintain((db, token) => Keep(db, name, value, token), cancellationToken);

    internal static Task<int> Keep(VanLangDbContext db, string name, string value, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"INSERT INTO versions (name, value) VALUES ({name}, {value}) ON CONFLICT (name) DO UPDATE SET value = {value}", cancellationToken);
}

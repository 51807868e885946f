using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace VanLang.Kernel.Data;

/// <summary>What a change of the schema asks of builds that do not know it; written by the build that makes the change.</summary>
sealed class SchemaStep
{
    /// <summary>Id of the migration.</summary>
    public required string Migration { get; init; }

    /// <summary>A build goes on beside the change where it knows this migration: the last one that did more than expand.</summary>
    public required string Oldest { get; init; }
}

sealed class SchemaStepMapping : IEntityTypeConfiguration<SchemaStep>
{
    public void Configure(EntityTypeBuilder<SchemaStep> builder)
    {
        builder.ToTable("schema_steps");
        builder.HasKey(step => step.Migration);
    }
}

/// <summary>
/// Lets the previous build serve while the next one has expanded the schema, and no other: whether a change only expands is read from the change
/// itself, so nobody can forget to say it.
/// </summary>
static partial class SchemaSteps
{
    // As Npgsql names it among the annotations of a table.
    const string StorageParameter = "Npgsql:StorageParameter:";

    // Table and column that a statement fills from other rows.
    [GeneratedRegex(@"^UPDATE (\w+) SET (\w+) = \(SELECT [^;,]+\)$")]
    private static partial Regex Filling();

    /// <summary>The first applied migration beside which a build with these migrations must not go on; null where it may.</summary>
    public static async Task<string?> Stranger(VanLangDbContext db, IReadOnlyList<string> known, IEnumerable<string> applied, CancellationToken cancellationToken)
    {
        string[] strangers = [.. applied.Except(known).Order(StringComparer.Ordinal)];
        if (strangers.Length == 0)
            return null;
        Dictionary<string, string> steps = await db.Set<SchemaStep>().AsNoTracking().ToDictionaryAsync(step => step.Migration, step => step.Oldest, cancellationToken);
        return strangers.FirstOrDefault(stranger => !steps.TryGetValue(stranger, out string? oldest) || !known.Contains(oldest));
    }

    /// <summary>Keeps what each migration of this build asks of others.</summary>
    public static async Task Keep(VanLangDbContext db, CancellationToken cancellationToken)
    {
        IMigrationsAssembly migrations = db.GetService<IMigrationsAssembly>();
        HashSet<string> kept = [.. await db.Set<SchemaStep>().Select(step => step.Migration).ToListAsync(cancellationToken)];
        string? oldest = null;
        foreach ((string id, TypeInfo type) in migrations.Migrations.OrderBy(migration => migration.Key, StringComparer.Ordinal))
        {
            if (oldest is null || !Expands(migrations.CreateMigration(type, db.Database.ProviderName!)))
                oldest = id;
            if (kept.Contains(id))
                continue;
            string step = oldest;
            await db.Database.ExecuteSqlAsync($"INSERT INTO schema_steps (migration, oldest) VALUES ({id}, {step}) ON CONFLICT (migration) DO NOTHING", cancellationToken);
        }
    }

    /// <summary>Whether a build that does not know of the change can go on reading and writing as before.</summary>
    public static bool Expands(Migration migration)
    {
        HashSet<string> made = [.. migration.UpOperations.OfType<CreateTableOperation>().Select(table => table.Name)];
        HashSet<(string, string)> empty =
        [
            .. migration.UpOperations.OfType<AddColumnOperation>()
                .Where(column => column is { IsNullable: true, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null }).Select(column => (column.Table, column.Name)),
        ];
        return migration.UpOperations.All(operation => operation switch
        {
            CreateTableOperation => true,
            AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null || made.Contains(column.Table),
            // What is unique from now on, the previous build may write twice; a column that it does not know it leaves empty, and what is empty is never the same.
            CreateIndexOperation index => !index.IsUnique || made.Contains(index.Table) || index.Columns.Any(column => empty.Contains((index.Table, column))),
            AddForeignKeyOperation key => made.Contains(key.Table),
            // Without an index the previous build is slower, not wrong; one that keeps rows unique is more than that.
            DropIndexOperation index => migration.DownOperations.OfType<CreateIndexOperation>().Any(made => made.Name == index.Name && !made.IsUnique),
            // How rows lie on their pages no build notices.
            AlterTableOperation table => table.GetAnnotations().All(annotation => annotation.Name.StartsWith(StorageParameter, StringComparison.Ordinal)),
            // A new column may be filled for the rows that are there.
            SqlOperation sql => Filling().Match(sql.Sql) is { Success: true } fills && empty.Contains((fills.Groups[1].Value, fills.Groups[2].Value)),
            _ => false,
        });
    }
}

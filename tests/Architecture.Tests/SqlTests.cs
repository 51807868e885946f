using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>Hand-written SQL keeps up with the model.</summary>
public sealed partial class SqlTests
{
    // Set by nobody who adds a row, or by the table itself.
    static readonly string[] LeftOut =
    [
        "record_events.ord", "record_events.w", "work_items.assignee_id", "work_items.assignee_name", "jobs.lease_owner", "jobs.lease_until", "jobs.failed_at", "jobs.error", "published_messages.ord", "published_messages.unheard_at", "published_messages.heard_at", "published_messages.withdrawn_at",
        "process_instances.suspended_at", "process_instances.version_suspended_at",
    ];

    [Fact]
    public void A_statement_that_adds_a_row_names_every_column_of_its_table()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddKernel(Rooms.All(), new DataFolder("none"), new PostgresStore("Host=none", Hosting.Migrations.Postgres)).BuildServiceProvider();
        using VanLangDbContext db = services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContext();
        Dictionary<string, string[]> tables = db.Model.GetEntityTypes().Where(type => type.GetTableName() is not null).GroupBy(type => type.GetTableName()!).ToDictionary(
            group => group.Key,
            group => group.SelectMany(type => type.GetProperties().Select(property => property.GetColumnName(StoreObjectIdentifier.Table(group.Key)) ?? "")).Distinct().ToArray());
        List<string> seen = [];

        foreach ((string file, string sql) in Files())
        {
            foreach (Match insert in Inserts().Matches(sql))
            {
                string table = insert.Groups[1].Value;
                string[] named = [.. insert.Groups[2].Value.Split(',').Select(column => column.Trim())];
                named.Order().ShouldBe(tables[table].Where(column => !LeftOut.Contains($"{table}.{column}")).Order(), $"{file}: {table}");
                seen.Add(table);
            }
        }

        seen.ShouldContain("record_events");
        seen.ShouldContain("work_items");
    }

    [Fact]
    public void Every_file_says_first_what_it_is_for()
    {
        foreach (Assembly assembly in Rooms.All().Assemblies)
        {
            foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                reader.ReadLine().ShouldNotBeNull().ShouldStartWith("-- ", Case.Sensitive, name);
            }
        }
    }

    static IEnumerable<(string File, string Sql)> Files() =>
        from assembly in Rooms.All().Assemblies
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(".sql", StringComparison.Ordinal)
        select (name, SqlText.Of(assembly, name));

    [GeneratedRegex(@"INSERT INTO (\w+) \(([^)]*)\)")]
    private static partial Regex Inserts();
}

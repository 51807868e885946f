using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Data;

/// <summary>
/// Moves all tables from a SQLite database to an empty PostgreSQL one, row by row and in one transaction: either all is there and its hashes are
/// those of the source, or nothing is. The record keeps its order and its places; what was sealed is never sealed again.
/// </summary>
/// <param name="from">The source, on SQLite; everything in its record is sealed and nobody writes.</param>
/// <param name="to">The target, on PostgreSQL, with its schema and without rows.</param>
public sealed class DatabaseMove(VanLangDbContext from, VanLangDbContext to)
{
    /// <summary>Under this name the source keeps where it has gone.</summary>
    /// <summary>Name under which a moved SQLite database keeps where it went.</summary>
    public const string MovedTo = "moved-to";

    const string Waiting = "w";

    // What a database says about itself and not about the province.
    readonly string[] own = [.. new[] { typeof(SchemaStep), typeof(RecordMark) }.Select(type => to.Model.FindEntityType(type)!.GetTableName()!)];

    /// <summary>Gives every event of the source its place: then nothing is left that the target would have to put in order.</summary>
    public static async Task SealAll(IServiceProvider source, CancellationToken cancellationToken)
    {
        RecordSequencer sequencer = source.GetRequiredService<RecordSequencer>();
        while (await sequencer.Seal(cancellationToken) > 0)
        {
        }
    }

    /// <summary>Whether a table of the target has rows already; its name.</summary>
    public async Task<string?> FirstFilledTable(CancellationToken cancellationToken)
    {
        foreach (ITable table in Tables())
        {
#pragma warning disable EF1002 // A name of our own tables.
            if ((await to.Database.SqlQueryRaw<bool>($"SELECT EXISTS (SELECT FROM {Name(table)}) AS \"Value\"").ToListAsync(cancellationToken))[0])
#pragma warning restore EF1002
                return table.Name;
        }

        return null;
    }

    /// <summary>Copies, compares, and commits only where every table agrees.</summary>
    /// <param name="told">Told of each table once it is compared.</param>
    /// <exception cref="DatabaseMoveException">A table differs after the copy; nothing was kept.</exception>
    public async Task Run(Action<MovedTable> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        // The writer of the source is held until the end: what would be written meanwhile would be lost.
        await using IDbContextTransaction reading = await from.Database.BeginTransactionAsync(cancellationToken);
        await using IDbContextTransaction writing = await to.Database.BeginTransactionAsync(cancellationToken);
        NpgsqlConnection target = (NpgsqlConnection)to.Database.GetDbConnection();
        foreach (ITable table in Tables())
        {
            TableHash sent = await Copy(table, target, cancellationToken);
            TableHash found = await Read(to, table, cancellationToken);
            told(new(table.Name, sent.Rows, found.Rows, sent.ToString(), found.ToString()));
            if (sent.Rows != found.Rows || sent.ToString() != found.ToString())
                throw new DatabaseMoveException($"Bảng {table.Name} khác nguồn. / Table {table.Name} differs from its source.");
        }

        await to.Database.ExecuteSqlRawAsync(
            "SELECT setval(pg_get_serial_sequence('record_events', 'ord'), greatest((SELECT max(ord) FROM record_events), 1), (SELECT count(*) > 0 FROM record_events))", cancellationToken);
        await writing.CommitAsync(CancellationToken.None);
        await StoredVersions.Keep(from, MovedTo, $"{target.DataSource}/{target.Database}", CancellationToken.None);
        await reading.CommitAsync(CancellationToken.None);
    }

    // Referred tables before those that refer to them.
    List<ITable> Tables()
    {
        List<ITable> ordered = [];
        List<ITable> left = [.. to.Model.GetRelationalModel().Tables.Where(table => !own.Contains(table.Name)).OrderBy(table => table.Name, StringComparer.Ordinal)];
        while (left.Count > 0)
        {
            List<ITable> free = [.. left.Where(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !left.Contains(key.PrincipalTable)))];
            if (free.Count == 0)
                throw new DatabaseMoveException("Tables refer to each other in a circle.");
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }

    async Task<TableHash> Copy(ITable table, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        ColumnPair[] columns = Columns(from, table);
        bool isRecord = table.Name == to.Model.FindEntityType(typeof(RecordEvent))!.GetTableName();
        string names = string.Join(", ", columns.Select(column => Quoted(column.Name)).Concat(isRecord ? [Waiting] : Array.Empty<string>()));
        TableHash hash = new();
        await using DbCommand command = Select(from, table, columns);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await using NpgsqlBinaryImporter importer = await target.BeginBinaryImportAsync($"COPY {Name(table)} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            await importer.StartRowAsync(cancellationToken);
            hash.Begin();
            for (int i = 0; i < columns.Length; i++)
            {
                object? value = columns[i].Read(reader, i);
                hash.Add(value);
                if (columns[i].ToProvider(value) is { } stored)
                    await importer.WriteAsync(stored, columns[i].TargetType, cancellationToken);
                else
                    await importer.WriteNullAsync(cancellationToken);
            }

            // Below every mark: it has its place in the log and needs none.
            if (isRecord)
                await importer.WriteAsync(0UL, "xid8", cancellationToken);
            hash.End();
        }

        await importer.CompleteAsync(cancellationToken);
        return hash;
    }

    static async Task<TableHash> Read(VanLangDbContext db, ITable table, CancellationToken cancellationToken)
    {
        ColumnPair[] columns = Columns(db, table);
        TableHash hash = new();
        await using DbCommand command = Select(db, table, columns);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            hash.Begin();
            for (int i = 0; i < columns.Length; i++)
                hash.Add(columns[i].Read(reader, i));
            hash.End();
        }

        return hash;
    }

    static ColumnPair[] Columns(VanLangDbContext source, ITable table)
    {
        ITable same = source.Model.GetRelationalModel().Tables.Single(other => other.Name == table.Name);
        return [.. same.Columns.Where(column => column.Name != Waiting || table.Name != "record_events").OrderBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => Pair(column, table.Columns.Single(other => other.Name == column.Name)))];
    }

    // Several properties together in one column are a JSON document, which has no mapping of its own.
    static ColumnPair Pair(IColumn source, IColumn target) =>
        new(source.Name, MappingOf(source), MappingOf(target), target.StoreType);

    static RelationalTypeMapping? MappingOf(IColumn column) => column.PropertyMappings is [var first, ..] ? first.TypeMapping : null;

    static DbCommand Select(VanLangDbContext db, ITable table, ColumnPair[] columns)
    {
        DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Names of our own tables and columns.
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => Quoted(column.Name)))} FROM {Name(table)}";
#pragma warning restore CA2100
        return command;
    }

    static string Name(ITable table) => Quoted(table.Name);

    static string Quoted(string name) => $"\"{name}\"";
}

/// <summary>A table that was moved.</summary>
/// <param name="HashFrom">Hash over the rows of the source, whatever their order.</param>
/// <param name="HashTo">The same of the target.</param>
public sealed record MovedTable(string Table, long RowsFrom, long RowsTo, string HashFrom, string HashTo);

/// <summary>The move was given up; the target is as it was.</summary>
public sealed class DatabaseMoveException(string message) : Exception(message);

using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace VanLang.Kernel.Data;

/// <summary>
/// Hand-written statements of PostgreSQL that go to the server together, in one round trip, within the transaction of their context. They run in the
/// order in which they were added, each prepared once per connection. For what is done so often that the way to the server is what it costs.
/// <para>A statement that must find its row divides by the number of those it found (<c>SELECT 1 / count(*)</c>), so that the server itself stops what
/// follows, <c>COMMIT</c> with it, where somebody else was faster.</para>
/// </summary>
public sealed class StatementBatch : IDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction? transaction;
    NpgsqlBatch batch;

    internal StatementBatch(VanLangDbContext db)
    {
        connection = (NpgsqlConnection)db.Database.GetDbConnection();
        transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        batch = new(connection, transaction);
    }

    /// <summary>Nothing was added since it was last sent.</summary>
    internal bool IsEmpty => batch.BatchCommands.Count == 0;

    /// <summary>Adds a statement with parameters <c>$1</c>, <c>$2</c> … in their order.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Statements come from embedded files.")]
    public void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    /// <summary>Waits, in its place among the statements, until every other operation that has queued under this name has ended.</summary>
    internal void Queue(string name) => Add("SELECT pg_advisory_xact_lock($1)", Value((long?)PostgresStore.KeyOf(name)));

    /// <summary>Sends what was added since it was last sent.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row that a statement must find was gone or had moved on.</exception>
    public async Task Send(CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return;
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            throw NotFound(exception);
        }
        finally
        {
            batch.BatchCommands.Clear();
        }
    }

    /// <summary>The same for who cannot wait.</summary>
    internal void Send()
    {
        if (IsEmpty)
            return;
        try
        {
            batch.ExecuteNonQuery();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            throw NotFound(exception);
        }
        finally
        {
            batch.BatchCommands.Clear();
        }
    }

    /// <summary>Sends what was added, and after it, in the same round trip, a question of one statement.</summary>
    /// <returns>The answer to the question.</returns>
    /// <exception cref="DbUpdateConcurrencyException">A row that a statement must find was gone or had moved on.</exception>
    [SuppressMessage("Security", "CA2100", Justification = "The question is one that was about to be asked.")]
    internal async Task<DbDataReader> SendWith(DbCommand question, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand last = new(question.CommandText);
        foreach (NpgsqlParameter parameter in question.Parameters)
            last.Parameters.Add(parameter.Clone());
        NpgsqlBatch sent = batch;
        // The answer is read from the old one as long as it is open.
        batch = new(connection, transaction);
        NpgsqlBatchCommand before = sent.BatchCommands[^1];
        sent.BatchCommands.Add(last);
        sent.Timeout = question.CommandTimeout;
        NpgsqlDataReader? answer = null;
        try
        {
            answer = await sent.ExecuteReaderAsync(cancellationToken);
            // Some statements answer with a row that nobody reads; the question has its turn when the last of them is complete.
            while (before.StatementType == StatementType.Unknown && await answer.NextResultAsync(cancellationToken))
            {
            }

            return answer;
        }
        catch (Exception exception)
        {
            if (answer is not null)
                await answer.DisposeAsync();
            if (exception is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero } slower && before.StatementType == StatementType.Unknown)
                throw NotFound(slower);
            throw;
        }
    }

    public void Dispose() => batch.Dispose();

    static DbUpdateConcurrencyException NotFound(PostgresException exception) => new("Somebody else was faster.", exception);

    public static NpgsqlParameter Value(Guid? value) => Of(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Value(long? value) => Of(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Value(int value) => Of(NpgsqlDbType.Integer, value);

    /// <summary>Text, in the form in which the database can hold it.</summary>
    public static NpgsqlParameter Value(string? value) => Of(NpgsqlDbType.Text, value is null ? null : PostgresText.Storable(value));

    public static NpgsqlParameter Value(byte[] value) => Of(NpgsqlDbType.Bytea, value);

    /// <summary>An instant in whole milliseconds, as every mapped column keeps it.</summary>
    public static NpgsqlParameter Value(DateTimeOffset? value) => Of(
        NpgsqlDbType.TimestampTz, value is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()) : null);

    static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}

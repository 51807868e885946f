using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VanLang.Kernel.Data;

/// <summary>
/// Whatever else an operation asks or changes, its hand-written statements that were not sent yet (<see cref="VanLangDbContext.Pending"/>) go to the
/// server before it: what was written is seen by all that follows, as if it had been sent at once. With a query they go in one round trip.
/// </summary>
sealed class PendingFirst : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        PendingOf(eventData)?.Send();
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        PendingOf(eventData)?.Send();
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        PendingOf(eventData)?.Send();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        // What saves changes may be several statements in one text.
        eventData.CommandSource == CommandSource.LinqQuery && PendingOf(eventData) is { IsEmpty: false } pending
            ? With(pending, command, cancellationToken)
            : After(eventData, result, cancellationToken);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        After(eventData, result, cancellationToken);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        After(eventData, result, cancellationToken);

    static StatementBatch? PendingOf(CommandEventData eventData) => (eventData.Context as VanLangDbContext)?.Pending;

    static async ValueTask<InterceptionResult<DbDataReader>> With(StatementBatch pending, DbCommand query, CancellationToken cancellationToken) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(await pending.SendWith(query, cancellationToken));

    static async ValueTask<InterceptionResult<T>> After<T>(CommandEventData eventData, InterceptionResult<T> result, CancellationToken cancellationToken)
    {
        if (PendingOf(eventData) is { } pending)
            await pending.Send(cancellationToken);
        return result;
    }
}

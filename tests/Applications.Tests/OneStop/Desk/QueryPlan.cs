using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Applications.Tests.OneStop.Desk;

static class QueryPlan
{
    /// <summary>What SQLite would do for a query, a line a step.</summary>
    public static async Task<string> Of<T>(VanLangDbContext db, IQueryable<T> query)
    {
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = query.CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        List<string> steps = [];
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(3));
        return string.Join('\n', steps);
    }
}

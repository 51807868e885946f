using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace VanLang.Bench.Databases;

/// <summary>Statements of the bench itself, beside the program.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The bench's own statements.")]
static class Sql
{
    public static async Task<int> Run(string connection, string sql)
    {
        await using NpgsqlConnection open = new(connection + ";Pooling=false;Command Timeout=0");
        await open.OpenAsync();
        await using NpgsqlCommand command = new(sql, open);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Value<T>(string connection, string sql)
    {
        await using NpgsqlConnection open = new(connection + ";Pooling=false;Command Timeout=0");
        await open.OpenAsync();
        await using NpgsqlCommand command = new(sql, open);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Bytes of log that the cluster has written.</summary>
    public static Task<decimal> Wal(string connection) => Value<decimal>(connection, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");

    /// <summary>Statements that this database has run, beside those of the bench.</summary>
    public static Task<long> Statements(string connection) => Value<long>(
        connection,
        "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE '%pg_current_wal_insert_lsn%'");
}

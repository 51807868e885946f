using System.Globalization;
using VanLang.Bench.Databases;

namespace VanLang.Bench.Seed;

/// <summary>Many cases that stand where one of them stands: copies by the database, with ids of their own in the order of time.</summary>
static class CopiedCases
{
    /// <summary>The table of what was copied: <c>id</c> of the instance, <c>due</c> of its timer. It goes with the database.</summary>
    public const string Table = "bench_cases";

    // As DeterministicId makes it of a name.
    const string Hashed = "encode(set_byte(set_byte(h.hash, 6, (get_byte(h.hash, 6) & 15) | 128), 8, (get_byte(h.hash, 8) & 63) | 128), 'hex')::uuid";

    /// <summary>Cases that wait for an officer.</summary>
    public static async Task Waiting(string connection, Guid template, int count)
    {
        await Skeleton(connection, count);
        await Instances(connection, "process_instances", template);
        await Sql.Run(connection, $"""
            INSERT INTO work_items SELECT (jsonb_populate_record(t, jsonb_build_object('id', {Hashed}, 'instance_id', c.id, 'subject_id', c.subject))).*
            FROM work_items t CROSS JOIN {Table} c CROSS JOIN LATERAL ({Hash("'/task/' || t.task_id")}) h WHERE t.instance_id = '{template}'
            """);
        await Sql.Run(connection, $"DROP TABLE {Table}");
    }

    /// <summary>Cases that have ended.</summary>
    public static async Task Ended(string connection, Guid template, int count)
    {
        await Skeleton(connection, count);
        await Instances(connection, "process_ended", template);
        await Sql.Run(connection, $"DROP TABLE {Table}");
    }

    /// <summary>Cases that wait for a timer; the first fires in five seconds, the last after the given time.</summary>
    public static async Task Timed(string connection, Guid template, int count, TimeSpan within)
    {
        await Skeleton(connection, count);
        await Instances(connection, "process_instances", template);
        string payload = await Sql.Value<string>(connection, $"SELECT payload FROM jobs WHERE lane = '{template}'");
        string due = System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("DueAt").GetString()!;
        string step = (within / count).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        await Sql.Run(connection, $"UPDATE {Table} SET due = date_trunc('milliseconds', clock_timestamp() + interval '5 seconds' + n * interval '{step} seconds')");
        await Sql.Run(connection, $"""
            INSERT INTO jobs SELECT (jsonb_populate_record(t, jsonb_build_object('id', {Hashed}, 'lane', c.id, 'due_at', c.due,
                'payload', replace(replace(t.payload, '{template}', c.id::text), '{due}', to_char(c.due AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"'))))).*
            FROM jobs t CROSS JOIN {Table} c CROSS JOIN LATERAL ({Hash("'/timer/' || (t.payload::jsonb ->> 'TimerId')")}) h WHERE t.lane = '{template}'
            """);
    }

    static Task<int> Skeleton(string connection, int count) => Sql.Run(connection, $"""
        CREATE TABLE {Table} AS
        SELECT n, ('0193' || lpad(to_hex(n), 8, '0') || '70008000' || left(md5(random()::text), 12))::uuid AS id, ('0194' || lpad(to_hex(n), 8, '0') || '70008000' || left(md5(random()::text), 12))::uuid AS subject, NULL::timestamptz AS due
        FROM generate_series(1, {count}) n
        """);

    static Task<int> Instances(string connection, string table, Guid template) => Sql.Run(connection, $"""
        INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', c.id, 'subject_id', c.subject))).* FROM {table} t CROSS JOIN {Table} c WHERE t.id = '{template}'
        """);

    static string Hash(string name) => $"SELECT substring(sha256(convert_to(c.id || {name}, 'UTF8')) FOR 16) AS hash";
}

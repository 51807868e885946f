using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace VanLang.Bench.Seed;

/// <summary>A table whose rows of a template are copied for each dossier of the skeleton <c>seed s</c>; the template's row is <c>t</c>.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Join">Which rows belong to the template.</param>
/// <param name="Other">Columns that are not the template's; <c>{id}</c> is an id of its own, in the order of the dossiers.</param>
/// <param name="Left">Columns that the table fills itself.</param>
[SuppressMessage("Security", "CA2100", Justification = "The bench's own statements.")]
sealed record Copied(string Table, string Join, Dictionary<string, string> Other, params string[] Left)
{
    const string Agency = "CASE WHEN t.agency_id IS NULL THEN NULL ELSE s.agency END";

    // As DeterministicId makes it of "{instance}/task/{number}": a step ends the work that waits by that id.
    const string TaskId = "encode(set_byte(set_byte(h.hash, 6, (get_byte(h.hash, 6) & 15) | 128), 8, (get_byte(h.hash, 8) & 63) | 128), 'hex')::uuid";
    const string TaskHash = "CROSS JOIN LATERAL (SELECT substring(sha256(convert_to(s.instance || '/task/' || t.task_id, 'UTF8')) FOR 16) AS hash) h";

    public static IReadOnlyList<Copied> All { get; } =
    [
        new("dossiers", "t.id = s.template", new()
        {
            ["id"] = "s.dossier", ["code"] = "s.code", ["process_instance_id"] = "s.instance", ["procedure_code"] = "s.procedure_code", ["procedure_name"] = "s.procedure_name",
            ["procedure_version"] = "s.procedure_version", ["owner_name"] = "s.owner", ["search_text"] = "s.search", ["lookup_code"] = "s.lookup", ["owner_account_id"] = "NULL",
            ["receiving_agency_id"] = "s.agency", ["competent_agency_id"] = "s.agency", ["return_agency_id"] = "s.agency", ["holder_agency_id"] = "s.agency",
        }),
        new("dossier_holders", "t.dossier_id = s.template", new() { ["dossier_id"] = "s.dossier", ["agency_id"] = "s.agency", ["search_text"] = "s.search" }),
        new("process_instances", "t.id = s.template_instance", Instance),
        new("process_ended", "t.id = s.template_instance", new() { ["id"] = "s.instance", ["subject_id"] = "s.dossier" }),
        new("work_items", $"t.instance_id = s.template_instance {TaskHash}", new() { ["id"] = TaskId, ["instance_id"] = "s.instance", ["subject_id"] = "s.dossier", ["agency_id"] = Agency }),
        new("done_work_items", "t.instance_id = s.template_instance", new() { ["id"] = "{id}", ["instance_id"] = "s.instance", ["subject_id"] = "s.dossier", ["agency_id"] = Agency }),
        new("submitted_documents", "t.dossier_id = s.template", new() { ["id"] = "{id}", ["dossier_id"] = "s.dossier" }),
        new("issued_papers", "t.dossier_id = s.template", new() { ["id"] = "{id}", ["dossier_id"] = "s.dossier", ["event_id"] = "{id}", ["check_code"] = "'S' || replace({id}::text, '-', '')" }),
        // Stamped with the first of all transaction ids: in its place in the order already.
        new("record_events", "s.recorded AND t.subject_kind = 'dossier' AND t.subject_id = s.template", new() { ["id"] = "{id}", ["subject_id"] = "s.dossier", ["w"] = "'0'::xid8" }, "ord"),
    ];

    static Dictionary<string, string> Instance => new()
    {
        ["id"] = "s.instance", ["subject_id"] = "s.dossier", ["receiving_agency_id"] = "s.agency", ["competent_agency_id"] = "s.agency", ["return_agency_id"] = "s.agency",
    };

    public async Task Copy(NpgsqlConnection open)
    {
        List<(string Name, string Type)> columns = [];
        await using (NpgsqlCommand read = new("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position", open) { Parameters = { new() { Value = Table } } })
        await using (NpgsqlDataReader reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                if (!Left.Contains(reader.GetString(0)))
                    columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        // Of a dossier's id the last digits are replaced, so that what belongs together lies together.
        const string OwnId = "(left(s.dossier::text, 32) || lpad(to_hex(t.row_of_table), 4, '0'))::uuid";
        IEnumerable<string> values = columns.Select(column =>
            Other.TryGetValue(column.Name, out string? other) ? other.Replace("{id}", OwnId, StringComparison.Ordinal)
            : column.Type == "timestamp with time zone" ? $"t.\"{column.Name}\" + s.shift"
            : $"t.\"{column.Name}\"");
        await using NpgsqlCommand copy = new(
            $"""
            INSERT INTO {Table} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})
            SELECT {string.Join(", ", values)}
            FROM seed s JOIN (SELECT *, row_number() OVER () AS row_of_table FROM {Table}) t ON {Join}
            """,
            open);
        await copy.ExecuteNonQueryAsync();
    }
}

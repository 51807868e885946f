using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

public sealed class VerificationTestsOnSqlite() : VerificationTests(StoreKind.Sqlite);

public sealed class VerificationTestsOnPostgres() : VerificationTests(StoreKind.Postgres);

public abstract class VerificationTests(StoreKind store)
{
    [Fact]
    public async Task Nothing_is_said_of_an_untouched_database()
    {
        await using KernelHouse house = await Written();
        await house.Write("chưa niêm phong");
        VerificationCount count = new();

        (await Verify(house, count)).ShouldBeEmpty();

        (count.Events, count.Unsealed, count.Rows).ShouldBe((10, 1, 11));
    }

    [Theory]
    [InlineData("UPDATE notes SET text = 'khác' WHERE text = '3'", "altered-row", "notes", "text")]
    [InlineData("DELETE FROM notes WHERE text = '3'", "missing-row", "notes", "id")]
    [InlineData("INSERT INTO notes (id, text, revision) VALUES ('0193A7E5-0000-7000-8000-000000000001', 'thêm', 0)", "row-without-event", "notes", "id")]
    [InlineData("UPDATE record_events SET payload = replace(payload, '\"3\"', '\"9\"') WHERE ord = 4", "altered-event", "record_events", "payload")]
    [InlineData("UPDATE record_events SET at = at + 1 WHERE ord = 4", "altered-event", "record_events", "header")]
    [InlineData("UPDATE record_events SET reason = 'khác' WHERE ord = 4", "altered-event", "record_events", "header")]
    [InlineData("UPDATE record_events SET actor_id = NULL WHERE ord = 4", "altered-event", "record_events", "header")]
    [InlineData("DELETE FROM record_events WHERE ord = 4", "missing-event", "record_events", "ord")]
    [InlineData("UPDATE record_positions SET leaf_hash = randomblob(32) WHERE sequence = 3", "altered-log", "record_checkpoints", "root")]
    [InlineData("DELETE FROM record_positions WHERE sequence = 3", "gap", "record_positions", "sequence")]
    [InlineData("UPDATE record_checkpoints SET root = randomblob(32)", "altered-log", "record_checkpoints", "root")]
    [InlineData("UPDATE record_checkpoints SET frontier = randomblob(length(frontier))", "altered-log", "record_checkpoints", "frontier")]
    [InlineData("UPDATE record_checkpoints SET tree_size = tree_size + 5", "missing-events", "record_checkpoints", "tree_size")]
    [InlineData("DELETE FROM record_checkpoints", "missing-checkpoint", "record_checkpoints", "tree_size")]
    [InlineData(
        "INSERT INTO record_events (ord, id, transaction_id, at, operation, actor_kind, subject_kind, subject_id, type, version, payload, salt, payload_digest) "
        + "SELECT -1, '0193A7E5-0000-7000-8000-000000000002', transaction_id, at, operation, actor_kind, subject_kind, subject_id, type, version, payload, salt, payload_digest FROM record_events WHERE ord = 4",
        "event-without-position", "record_events", "ord")]
    public async Task What_was_changed_behind_its_back_is_named(string sql, string kind, string table, string column)
    {
        await using KernelHouse house = await Written();
        await house.Tamper(store == StoreKind.Sqlite ? sql : InPostgres(sql));

        (await Verify(house)).ShouldContain(finding => finding.Kind == kind && finding.Table == table && finding.Column == column);
    }

    [Fact]
    public async Task An_altered_row_is_named_with_what_was_recorded_and_what_was_found_and_nothing_else_is()
    {
        await using KernelHouse house = await Written();
        await house.Tamper("UPDATE notes SET text = 'khác' WHERE text = '3'");

        (await Verify(house)).ShouldBe([new VerificationFinding("altered-row", "notes", "khác", "text", "3", "khác")]);
    }

    static string InPostgres(string sql) => sql
        .Replace("at = at + 1", "at = at + interval '1 ms'", StringComparison.Ordinal)
        .Replace("randomblob(32)", "sha256('khác')", StringComparison.Ordinal)
        .Replace("randomblob(length(frontier))", "sha256(frontier)", StringComparison.Ordinal)
        // Copied with its place among the transactions, or it would be an event like any other that waits for its seal.
        .Replace("payload_digest)", "payload_digest, w)", StringComparison.Ordinal)
        .Replace("payload_digest FROM", "payload_digest, w FROM", StringComparison.Ordinal);

    async Task<KernelHouse> Written()
    {
        KernelHouse house = await KernelHouse.Open(store);
        for (int i = 0; i < 10; i++)
            await house.Write($"{i}");
        await house.SealAll();
        return house;
    }

    static async Task<List<VerificationFinding>> Verify(KernelHouse house, VerificationCount? count = null)
    {
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in house.Get<RecordVerification>().Verify(count ?? new(), KernelHouse.Token))
            findings.Add(finding);
        return findings;
    }
}

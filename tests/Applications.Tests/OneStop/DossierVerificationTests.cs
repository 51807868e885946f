using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class DossierVerificationTestsOnSqlite() : DossierVerificationTests(StoreKind.Sqlite);

public sealed class DossierVerificationTestsOnPostgres() : DossierVerificationTests(StoreKind.Postgres);

public abstract class DossierVerificationTests(StoreKind store) : IAsyncLifetime
{
    DemonstrationHouse house = null!;
    string code = null!;

    public async ValueTask InitializeAsync()
    {
        house = await DemonstrationHouse.Open(store);
        code = await house.WholeJourney();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Nothing_is_said_of_a_dossier_that_nobody_touched_and_every_change_behind_its_back_is_named()
    {
        (await house.Verify()).ShouldBeEmpty();

        // Each change alone, and back again.
        await Names("dossiers", "fee", "fee = fee + 1000", "fee = fee - 1000");
        await Names("dossiers", "due_at", store == StoreKind.Sqlite ? "due_at = due_at + 3600000" : "due_at = due_at + interval '1 h'", store == StoreKind.Sqlite ? "due_at = due_at - 3600000" : "due_at = due_at - interval '1 h'");
        await Names("dossiers", "owner_name", "owner_name = owner_name || ' khác'", "owner_name = substr(owner_name, 1, length(owner_name) - 5)");
        await Names("dossiers", "result_number", "result_number = '9' || result_number", "result_number = substr(result_number, 2)");
        await Names("dossiers", "answers_hash", "answers_hash = 'x' || answers_hash", "answers_hash = substr(answers_hash, 2)");
        await Names("dossiers", "answers", "answers = answers || ' '", "answers = substr(answers, 1, length(answers) - 1)");
        await Names("dossier_results", "state", "state = state - 1", "state = state + 1");
        await Names("dossier_results", "content_hash", "content_hash = 'x' || content_hash", "content_hash = substr(content_hash, 2)");
        await Names("issued_papers", "content_hash", "content_hash = 'x' || content_hash", "content_hash = substr(content_hash, 2)");
        await Names("issued_papers", "withdrawn_reason", "withdrawn_reason = 'thu hồi'", "withdrawn_reason = NULL");
        (await house.Verify()).ShouldBeEmpty();

        await house.Tamper("DELETE FROM issued_papers WHERE kind = 9");
        (await house.Verify()).ShouldContain(finding => finding.Kind == "missing-row" && finding.Table == "issued_papers");
        await house.Tamper("DELETE FROM dossier_results");
        (await house.Verify()).ShouldContain(finding => finding.Kind == "missing-row" && finding.Table == "dossier_results");
    }

    [Fact]
    public async Task A_result_whose_file_was_damaged_or_lost_is_named()
    {
        DossierFile dossier = await house.Dossier(code);
        StoredFile file = await house.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == dossier.Result!.FileId, token));
        string path = Path.Combine(house.Data.Files, file.StoreName[..2], file.StoreName[2..4], file.StoreName);
        byte[] content = await File.ReadAllBytesAsync(path, DemonstrationHouse.Token);
        content[^1] ^= 1;
        await File.WriteAllBytesAsync(path, content, DemonstrationHouse.Token);

        (await house.Verify()).ShouldContain(finding => finding.Kind == "damaged-file" && finding.Table == "dossier_results" && finding.Row == code);

        File.Delete(path);
        (await house.Verify()).ShouldContain(finding => finding.Kind == "damaged-file" && finding.Table == "dossier_results" && finding.Row == code);
    }

    async Task Names(string table, string column, string change, string back)
    {
        await house.Tamper($"UPDATE {table} SET {change}");
        List<VerificationFinding> findings = await house.Verify();
        findings.ShouldContain(finding => finding.Kind == "altered-row" && finding.Table == table && finding.Column == column, $"{table}.{column}");
        // An altered hash is also no longer that of the answers beside it.
        findings.ShouldAllBe(finding => finding.Table == table && (finding.Column == column || (column == "answers_hash" && finding.Column == "answers")));
        await house.Tamper($"UPDATE {table} SET {back}");
    }
}

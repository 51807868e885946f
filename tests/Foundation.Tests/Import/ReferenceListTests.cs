using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Kernel.Import.Lists;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Import;

/// <summary>Lists too long for one transaction: staged in short steps, put in place in one.</summary>
public sealed class ReferenceListTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("vanlang-list-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_list_is_replaced_as_a_whole_and_verify_knows_its_rows()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        (await Import(house, Write(3000, "Phố"))).Counts.ShouldBe(new ImportCounts(3000, 0, 0));
        (await Name(house, "k7")).ShouldBe("Phố 7");
        (await Import(house, Write(2500, "Đường"))).Counts.ShouldBe(new ImportCounts(2500, 0, 0));

        (await Name(house, "k7")).ShouldBe("Đường 7");
        (await Name(house, "k2999")).ShouldBeNull();
        (await house.Count<ReferenceListRow>()).ShouldBe(2500);
        (await house.Count<ReferenceListVersion>()).ShouldBe(1);
        (await Verify(house)).ShouldBeEmpty();
        await house.Tamper("UPDATE reference_list_rows SET name = 'khác' WHERE number = 100");
        (await Verify(house)).ShouldHaveSingleItem().Table.ShouldBe("reference_list_rows");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        string file = Write(1500, "Phố");
        await Import(house, file);

        (await Import(house, file)).Counts.ShouldBe(new ImportCounts(0, 0, 1500));
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Fact]
    public async Task An_interrupted_import_leaves_the_old_list_and_goes_on_where_it_was()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        await Import(house, Write(500, "Cũ"));
        string file = Write(6000, "Mới");
        using CancellationTokenSource interrupt = new();
        Steps first = new(progress =>
        {
            if (progress.Done >= 2000)
                interrupt.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => house.Get<ImportReferenceList>().Execute(file, Actor.System, first, interrupt.Token));
        (await Name(house, "k7")).ShouldBe("Cũ 7");
        (await Verify(house)).ShouldBeEmpty();

        Steps second = new(_ => { });
        (await house.Get<ImportReferenceList>().Execute(file, Actor.System, second, KernelHouse.Token)).IsTaken.ShouldBeTrue();

        second.All[^1].Now.ShouldBe(6000 - first.All[^1].Done);
        (await Name(house, "k5999")).ShouldBe("Mới 5999");
        (await house.Count<ReferenceListRow>()).ShouldBe(6000);
        (await Verify(house)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_faulty_file_is_refused_as_a_whole_line_by_line()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        string file = Write(10, "Phố");
        string[] lines = await File.ReadAllLinesAsync(file, KernelHouse.Token);
        lines[3] = lines[2];
        lines[5] = "{\"key\":\"x\"";
        lines[7] = "{\"key\":\"y\",\"name\":\"Y\",\"parent\":null,\"thừa\":1}";
        await File.WriteAllLinesAsync(file, lines, KernelHouse.Token);

        ImportResult refused = await Import(house, file);

        refused.Problems.Select(problem => problem.Line).ShouldBe([4, 6, 8]);
        (await house.Count<ReferenceListRow>()).ShouldBe(0);
        (await Import(house, Path.Combine(folder, "none"))).Problems.ShouldHaveSingleItem().Code.ShouldBe(ImportCodes.FileMissing);
    }

    [Theory, InlineData("\\u0000", 3), InlineData("\\udc00", 3), InlineData("\0", 3)]
    public async Task A_row_that_no_database_can_keep_is_told_and_nothing_is_staged(string hidden, int line)
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        string file = Write(10, "Phố");
        string[] lines = await File.ReadAllLinesAsync(file, KernelHouse.Token);
        lines[2] = lines[2].Replace("Phố", $"Ph{hidden}ố", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines, KernelHouse.Token);

        ImportProblem problem = (await Import(house, file)).Problems.ShouldHaveSingleItem();

        (problem.Line, problem.Code).ShouldBe((line, ImportCodes.Unstorable));
        (await house.Count<ReferenceListRow>()).ShouldBe(0);
    }

    static Task<ImportResult> Import(KernelHouse house, string file) => house.Get<ImportReferenceList>().Execute(file, Actor.System, null, KernelHouse.Token);

    static async Task<string?> Name(KernelHouse house, string key) => (await house.Get<ReferenceLists>().Find("pho", key, KernelHouse.Token))?.Name;

    static async Task<List<VerificationFinding>> Verify(KernelHouse house)
    {
        await house.Get<RecordSequencer>().Seal(KernelHouse.Token);
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in house.Get<RecordVerification>().Verify(new VerificationCount(), KernelHouse.Token))
            findings.Add(finding);
        return findings;
    }

    string Write(int rows, string name)
    {
        string file = Path.Combine(folder, $"{name}.jsonl");
        File.WriteAllLines(file,
        [
            "{\"list\":\"pho\",\"name\":\"Phố\",\"source\":\"Bịa đặt để thử\",\"verified\":false,\"label\":\"MÔ PHỎNG\"}",
            .. Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"key\":\"k{i}\",\"name\":\"{name} {i}\",\"parent\":null}}")),
        ]);
        return file;
    }

    sealed class Steps(Action<ImportProgress> then) : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value)
        {
            All.Add(value);
            then(value);
        }
    }
}

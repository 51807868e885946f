using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Record;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

public sealed class RecordLogTestsOnSqlite() : RecordLogTests(StoreKind.Sqlite);

public sealed class RecordLogTestsOnPostgres() : RecordLogTests(StoreKind.Postgres);

public abstract class RecordLogTests(StoreKind store)
{
    const int Events = 600;

    [Fact]
    public async Task Every_event_is_proved_under_each_head_and_each_head_grew_out_of_those_before()
    {
        await using KernelHouse house = await Written();
        RecordLog log = house.Get<RecordLog>();
        List<LogEntry> entries = await Entries(log);
        entries.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(0, Events).Select(i => (long)i));
        entries.ShouldAllBe(entry => MerkleTree.LeafHash(entry.Event!.Entry).SequenceEqual(entry.LeafHash));
        Dictionary<long, byte[]> roots = Roots(entries);

        foreach (long size in (long[])[1, 255, 256, 257, 511, 512, 600])
        {
            LogHead head = new(size, roots[size]);
            (await log.Root(size, KernelHouse.Token)).ShouldBe(head.Root);
            foreach (InclusionProof proof in await log.ProveAll([0, size / 2, size - 1], head, KernelHouse.Token))
                proof.Holds().ShouldBeTrue();
            (await log.Consistency(head, new(Events, roots[Events]), KernelHouse.Token)).Holds().ShouldBeTrue($"{size}");
            MerkleTree continued = MerkleTree.Restore(size, await log.Frontier(size, KernelHouse.Token));
            foreach (LogEntry entry in entries.Skip((int)size))
                continued.Append(entry.LeafHash);
            continued.Root().ShouldBe(roots[Events]);
        }
    }

    [Fact]
    public async Task A_tile_holds_the_hashes_that_its_address_names_and_none_that_no_head_counts()
    {
        await using KernelHouse house = await Written();
        RecordLog log = house.Get<RecordLog>();
        List<LogEntry> entries = await Entries(log);

        (await log.Tile(0, new(1, 256), Events, KernelHouse.Token)).ShouldBe([.. entries.Skip(256).Take(256).SelectMany(entry => entry.LeafHash)]);
        (await log.Tile(0, new(2, 88), Events, KernelHouse.Token)).ShouldBe([.. entries.Skip(512).SelectMany(entry => entry.LeafHash)]);
        (await log.Tile(1, new(0, 2), Events, KernelHouse.Token)).ShouldBe([.. Roots(entries)[256], .. MerklePaths.Fold([.. entries.Skip(256).Take(256).Select(entry => entry.LeafHash)])]);
        (await log.Tile(0, new(2, 89), Events, KernelHouse.Token)).ShouldBeNull();
        (await log.Tile(0, new(1, 256), 511, KernelHouse.Token)).ShouldBeNull();
        (await log.Tile(1, new(0, 3), Events, KernelHouse.Token)).ShouldBeNull();
        (await log.Tile(8, new(0, 1), Events, KernelHouse.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_altered_log_gives_no_proof_and_verify_names_the_stored_subtree()
    {
        await using KernelHouse house = await Written();
        RecordLog log = house.Get<RecordLog>();
        LogHead head = (await log.Head(KernelHouse.Token)).ShouldNotBeNull();
        string hash = store == StoreKind.Sqlite ? "randomblob(32)" : "sha256('khác')";
        await house.Tamper($"UPDATE record_nodes SET hash = {hash} WHERE number = 0");

        await Should.ThrowAsync<InvalidDataException>(log.Prove(300, head, KernelHouse.Token));
        (await log.Consistency(new(500, Roots(await Entries(log))[500]), head, KernelHouse.Token)).Holds().ShouldBeFalse();
        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in house.Get<RecordVerification>().Verify(new(), KernelHouse.Token))
            findings.Add(finding);
        findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Kind.ShouldBe("altered-log"), finding => finding.Table.ShouldBe("record_nodes"), finding => finding.Row.ShouldBe("1/0"));
    }

    async Task<KernelHouse> Written()
    {
        KernelHouse house = await KernelHouse.Open(store);
        await Task.WhenAll(Enumerable.Range(0, Events).Select(i => house.Write($"{i}")));
        await house.SealAll();
        await house.Get<RecordLog>().Grow(KernelHouse.Token);
        return house;
    }

    static async Task<List<LogEntry>> Entries(RecordLog log)
    {
        List<LogEntry> entries = [];
        await foreach (LogEntry entry in log.Entries(0, Events, KernelHouse.Token))
            entries.Add(entry);
        return entries;
    }

    static Dictionary<long, byte[]> Roots(List<LogEntry> entries)
    {
        MerkleTree tree = new();
        Dictionary<long, byte[]> roots = [];
        foreach (LogEntry entry in entries)
        {
            tree.Append(entry.LeafHash);
            roots[tree.Size] = tree.Root();
        }

        return roots;
    }
}

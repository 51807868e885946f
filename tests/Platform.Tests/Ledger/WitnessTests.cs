using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Ledger.Witnesses;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Platform.Tests.Ledger;

/// <summary>A witness of a small log, asked as any log may ask (C2SP tlog-witness).</summary>
public sealed class WitnessTests : IDisposable
{
    const string Origin = "phu-tho.example/nhat-ky";
    static readonly byte[] Seed = NoteSigner.NewSeed();

    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-witness-").FullName;
    readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 1, 0, 0, TimeSpan.Zero));
    readonly NoteSigner log = new(Origin, NoteKeyKind.Log, Seed);
    readonly byte[][] leaves = [.. Enumerable.Range(0, 40).Select(i => MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"{i}")))];

    public void Dispose()
    {
        log.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_signs_each_head_that_grew_out_of_the_last_also_after_it_was_started_again()
    {
        using (Witness witness = Open())
        {
            await Signs(witness, 0, 7);
            await Signs(witness, 7, 20);
            // The same once more, as after an answer that was lost.
            await Signs(witness, 20, 20);
        }

        using Witness again = Open();
        await Signs(again, 20, 33);
    }

    [Theory]
    [InlineData("no request", 400, "")]
    [InlineData("unknown log", 404, "")]
    [InlineData("signed by another key", 403, "")]
    [InlineData("old size larger than the new", 400, "")]
    [InlineData("stands elsewhere", 409, "20\n")]
    [InlineData("same size, other root", 409, "")]
    [InlineData("history changed", 422, "")]
    [InlineData("proof is missing", 422, "")]
    public async Task It_signs_nothing_else_and_stands_where_it_stood(string what, int status, string body)
    {
        using Witness witness = Open();
        await Signs(witness, 0, 20);
        byte[][] changed = [.. leaves];
        changed[3] = MerkleTree.LeafHash("changed"u8);
        using NoteSigner stranger = new("stranger.example", NoteKeyKind.Log, Seed), thief = new(Origin, NoteKeyKind.Log, NoteSigner.NewSeed());
        string request = what switch
        {
            "no request" => "old 20\n",
            "unknown log" => $"{await Request(20, 30, leaves, stranger)}",
            "signed by another key" => $"{await Request(20, 30, leaves, thief)}",
            "old size larger than the new" => $"{await Request(20, 30, leaves, log) with { OldSize = 31 }}",
            "stands elsewhere" => $"{await Request(10, 30, leaves, log)}",
            "same size, other root" => $"{await Request(20, 20, changed, log)}",
            "history changed" => $"{await Request(20, 30, changed, log)}",
            _ => $"{await Request(20, 30, leaves, log) with { Proof = [] }}",
        };

        WitnessVerdict verdict = await witness.Add(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);

        (verdict.Status, verdict.Body).ShouldBe((status, body));
        await Signs(witness, 20, 30);
        // What shows two histories is kept.
        System.IO.Directory.GetFiles(folder, "refused-*").Length.ShouldBe(what is "same size, other root" or "history changed" or "proof is missing" ? 1 : 0);
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_about_the_same_step_it_never_goes_back()
    {
        using Witness witness = Open();
        await Signs(witness, 0, 5);
        WitnessVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(6, 30).Select(async size =>
            await witness.Add(Encoding.UTF8.GetBytes($"{await Request(5, size, leaves, log)}"), TestContext.Current.CancellationToken)));

        verdicts.Count(verdict => verdict.Status == 200).ShouldBe(1);
        verdicts.Where(verdict => verdict.Status != 200).ShouldAllBe(verdict => verdict.Status == 409 && verdict.ContentType == "text/x.tlog.size");
    }

    Witness Open() => Witness.Open(folder, "thanh-tra.example", [log.Key], time);

    async Task Signs(Witness witness, int old, int size)
    {
        WitnessRequest request = await Request(old, size, leaves, log);
        WitnessVerdict verdict = await witness.Add(Encoding.UTF8.GetBytes($"{request}"), TestContext.Current.CancellationToken);
        verdict.Status.ShouldBe(200);
        NoteSignature line = NoteSignature.TryParse(verdict.Body.TrimEnd('\n')).ShouldNotBeNull();
        witness.Key.HasSigned(request.Note with { Signatures = [line] }, out DateTimeOffset? at).ShouldBeTrue();
        at.ShouldBe(time.GetUtcNow());
    }

    static async Task<WitnessRequest> Request(int old, int size, byte[][] leaves, NoteSigner signer)
    {
        StoredHash stored = (_, number) => new(leaves[number]);
        Checkpoint head = new(signer.Key.Name, size, await MerklePaths.Root(size, stored));
        return new(old, old == 0 || old == size ? [] : await MerklePaths.Consistency(old, size, stored), new(head.Text, [signer.Sign(head.Text, DateTimeOffset.UtcNow)]));
    }
}

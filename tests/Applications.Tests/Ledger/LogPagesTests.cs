using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

/// <summary>The log at its public addresses, and who may have what cannot be public.</summary>
public sealed class LogPagesTests : IAsyncLifetime
{
    RunningProgram program = null!;
    string code = null!;
    HttpClient stranger = null!;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        code = (await walk.Submit(await walk.Draft())).Code;
        RecordSequencer sequencer = program.Services.GetRequiredService<RecordSequencer>();
        RecordStates states = program.Services.GetRequiredService<RecordStates>();
        while (await sequencer.Seal(RunningProgram.Token) > 0 || (await states.Read(RunningProgram.Token)).Unsealed > 0)
        {
        }

        await LedgerHouse.Do<SignHeadJob>(program.Services);
        stranger = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(program.Address) };
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        await program.DisposeAsync();
    }

    [Fact]
    public async Task A_stranger_copies_the_hashes_of_the_log_and_finds_its_signed_root()
    {
        VerifierKey key = VerifierKey.TryParse(await stranger.GetStringAsync(new Uri("/nhat-ky/khoa", UriKind.Relative), RunningProgram.Token)).ShouldNotBeNull();
        using HttpResponseMessage newest = await stranger.GetAsync(new Uri("/nhat-ky/checkpoint", UriKind.Relative), RunningProgram.Token);
        newest.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("text/plain", "utf-8"));
        SignedNote note = SignedNote.TryParse(await newest.Content.ReadAsByteArrayAsync(RunningProgram.Token)).ShouldNotBeNull();
        Checkpoint head = Checkpoint.Of(note, key).ShouldNotBeNull();
        (await stranger.GetStringAsync(new Uri($"/nhat-ky/checkpoint/{head.Size}", UriKind.Relative), RunningProgram.Token)).ShouldBe($"{note}");

        MerkleTree tree = new();
        for (long tile = 0; tile * 256 < head.Size; tile++)
        {
            TilePath path = new(tile, (int)Math.Min(256, head.Size - (tile * 256)));
            using HttpResponseMessage answer = await stranger.GetAsync(new Uri($"/nhat-ky/tile/0/{path}", UriKind.Relative), RunningProgram.Token);
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            byte[] hashes = await answer.Content.ReadAsByteArrayAsync(RunningProgram.Token);
            hashes.Length.ShouldBe(path.Width * SHA256.HashSizeInBytes);
            foreach (byte[] hash in hashes.Chunk(SHA256.HashSizeInBytes))
                tree.Append(hash);
        }

        tree.Root().ShouldBe(head.Root.ToArray());
        head.Size.ShouldBeGreaterThan(256);
        (await stranger.GetByteArrayAsync(new Uri("/nhat-ky/tile/1/000.p/1", UriKind.Relative), RunningProgram.Token)).Length.ShouldBe(SHA256.HashSizeInBytes);
        foreach (string none in (string[])[$"/nhat-ky/tile/0/{new TilePath(head.Size / 256, 255)}", "/nhat-ky/tile/0/1", "/nhat-ky/tile/x/000", "/nhat-ky/tile/-1/000", "/nhat-ky/tile/64/000", "/nhat-ky/checkpoint/1", "/nhat-ky/nhat-quan/1/2"])
            (await stranger.GetAsync(new Uri(none, UriKind.Relative), RunningProgram.Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound, none);
    }

    [Fact]
    public async Task Entries_are_for_who_may_read_them()
    {
        const string Bundle = "/nhat-ky/tile/entries/000";
        (await stranger.GetAsync(new Uri(Bundle, UriKind.Relative), RunningProgram.Token)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach ((string role, HttpStatusCode status) in ((string, HttpStatusCode)[])[("citizen", HttpStatusCode.Forbidden), ("one-stop-clerk", HttpStatusCode.Forbidden), ("leader", HttpStatusCode.Forbidden), ("admin", HttpStatusCode.OK)])
        {
            using Guest guest = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));
            Opened answer = await guest.Open(Bundle);
            answer.Status.ShouldBe(status, role);
            if (status == HttpStatusCode.OK)
                answer.Html.ShouldContain("\"subjectKind\":");
        }
    }

    [Fact]
    public async Task The_evidence_of_a_dossier_is_for_its_owner_and_for_officials_who_have_it()
    {
        DemonstrationSignIn owner = program.SignIns.First(signIn => signIn.Role == "citizen");
        (string citizens, string officials) = ($"/ho-so/{code}/bang-chung.zip", $"/can-bo/ho-so/{code}/bang-chung.zip");
        // As long as the dossier is another account's, its code opens nothing.
        await Opens(owner, citizens, HttpStatusCode.NotFound);
        await program.Services.GetRequiredService<UnitOfWork>().Maintain(
            async (db, token) =>
            {
                Guid account = await db.Set<Account>().Where(a => a.UserName == owner.UserName).Select(a => a.Id).SingleAsync(token);
                return await db.Set<Dossier>().ExecuteUpdateAsync(set => set.SetProperty(dossier => dossier.OwnerAccountId, account), token);
            },
            RunningProgram.Token);

        foreach (string path in (string[])[citizens, officials])
            (await stranger.GetAsync(new Uri(path, UriKind.Relative), RunningProgram.Token)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Opens(owner, citizens, HttpStatusCode.OK);
        await Opens(owner, officials, HttpStatusCode.Forbidden);
        await Opens(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk"), officials, HttpStatusCode.OK);
        await Opens(program.SignIns.First(signIn => signIn.Role == "one-stop-clerk" && signIn.Position?.AgencyName == "Ủy ban nhân dân xã Phùng Nguyên"), officials, HttpStatusCode.NotFound);
        await Opens(program.SignIns.First(signIn => signIn.Role == "admin"), officials, HttpStatusCode.Forbidden);
        await Opens(owner, "/ho-so/H01.01.01-000000-0001/bang-chung.zip", HttpStatusCode.NotFound);

        using Guest reader = await program.SignedIn(owner);
        (await reader.Open($"/ho-so/{code}")).Html.ShouldContain("bang-chung.zip");

        async Task Opens(DemonstrationSignIn who, string path, HttpStatusCode status)
        {
            using Guest guest = await program.SignedIn(who);
            Opened answer = await guest.Open(path);
            answer.Status.ShouldBe(status, $"{who.Role} at {path}");
            answer.Html.StartsWith("PK", StringComparison.Ordinal).ShouldBe(status == HttpStatusCode.OK);
        }
    }
}

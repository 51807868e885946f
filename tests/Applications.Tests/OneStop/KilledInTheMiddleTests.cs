using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>
/// A program that submits and decides dossiers is killed (SIGKILL) at random moments and started again on the same folder. What it had answered
/// must be there, whole and once.
/// </summary>
/// <remarks><c>VANLANG_KILLS</c> sets how often, otherwise 100 times where <c>CI</c> is set and 10 times elsewhere, as each start takes seconds of a processor; <c>VANLANG_KILLS_SEED</c> where.</remarks>
public sealed class KilledInTheMiddleTests
{
    static readonly string[] Steps = ["submitted", "accepted", "prepared", "signed", "issued", "returned"];

    [Fact]
    public async Task What_was_answered_survives_every_kill_once_and_whole()
    {
        int kills = Number("VANLANG_KILLS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 100 : 10);
        int seed = Number("VANLANG_KILLS_SEED", 20261123);
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-kill-").FullName;
        Random random = new(seed);
        Told told = new();
        Stopwatch watch = Stopwatch.StartNew();
        Worker next = new(folder, seed);
        try
        {
            for (int kill = 0; kill < kills; kill++)
            {
                using Worker worker = next;
                await worker.Go(told.Unanswered);
                await worker.Read(told, 1);
                next = new(folder, seed + kill + 1);
                await worker.Read(told, random.Next(1, 31));
                await Task.Delay(random.Next(0, 21), TestContext.Current.CancellationToken);
                await worker.Kill(told);
            }
        }
        finally
        {
            next.Dispose();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, seed {seed}, {watch.Elapsed.TotalSeconds:0} s; {told.Reached.Count} dossiers answered for, {told.Announced.Count} drafts.");
        await Check(folder, told);
    }

    static async Task Check(string folder, Told told)
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(folder: folder);
        if (told.Unanswered is { } last)
            told.Hear($"submitted {(await house.Walk.Submit(last)).Code} {last}");
        await house.Settle();

        List<Dossier> dossiers = await house.Read((db, token) => db.Set<Dossier>().ToListAsync(token));
        List<Draft> drafts = await house.Read((db, token) => db.Set<Draft>().ToListAsync(token));
        told.Reached.Count.ShouldBeGreaterThan(0);
        foreach ((string code, int step) in told.Reached)
        {
            Dossier dossier = dossiers.Where(d => d.Code == code).ShouldHaveSingleItem();
            StepOf(dossier).ShouldBeGreaterThanOrEqualTo(step, $"{code} had been {Steps[step]}");
        }

        foreach ((Guid draft, string code) in told.Submitted)
            drafts.Single(d => d.Id == draft).DossierId.ShouldBe(dossiers.Single(d => d.Code == code).Id);
        dossiers.Select(d => d.Code).ShouldBeUnique();
        Guid[] used = [.. drafts.Where(d => d.DossierId is not null).Select(d => d.DossierId!.Value)];
        used.ShouldBeUnique();
        used.Order().ShouldBe(dossiers.Select(d => d.Id).Order());

        // Codes of a day and numbers of a year run from 1 without a gap. The day may change while the test runs.
        foreach (IGrouping<string, Dossier> day in dossiers.GroupBy(d => d.Code[..^7]))
            day.Select(d => int.Parse(d.Code[^7..], CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, day.Count()));
        foreach (IGrouping<int, Dossier> year in dossiers.Where(d => d.ResultNumber is not null).GroupBy(d => d.ResultDate!.Value.Year))
            year.Select(d => int.Parse(d.ResultNumber!.Split('/')[0], CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, year.Count()));

        FileStore store = house.Get<FileStore>();
        List<StoredFile> files = await house.Read((db, token) => db.Set<StoredFile>().ToListAsync(token));
        foreach (StoredFile file in files)
            (await store.IsWhole(file, DemonstrationHouse.Token)).ShouldBeTrue(file.OriginalName);
        List<IssuedPaper> papers = await house.Read((db, token) => db.Set<IssuedPaper>().ToListAsync(token));
        papers.ShouldAllBe(paper => files.Any(file => file.Id == paper.FileId && file.ContentHash == paper.ContentHash));
        papers.Count(paper => paper.Kind == PaperKind.OnlineReceipt).ShouldBe(dossiers.Count);
        (await house.Verify()).ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{dossiers.Count} dossiers, {dossiers.Count(d => d.ResultNumber is not null)} results, {papers.Count} papers, {files.Count} files.");
    }

    static int StepOf(Dossier dossier) => dossier switch
    {
        { ReturnedAt: not null } => 5,
        { ResultNumber: not null } => 4,
        // Signed changes the result, not the dossier: the registry clerk holds it.
        { Status: DossierStatus.Processing, HolderRole: "registry-clerk" } => 3,
        { Status: DossierStatus.Processing } => 2,
        { AcceptedAt: not null } => 1,
        _ => 0,
    };

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    /// <summary>What the killed programs had said.</summary>
    sealed class Told
    {
        public List<Guid> Announced { get; } = [];

        public Dictionary<Guid, string> Submitted { get; } = [];

        /// <summary>The furthest step answered for each dossier code.</summary>
        public Dictionary<string, int> Reached { get; } = [];

        public Guid? Unanswered => Announced.Count > 0 && !Submitted.ContainsKey(Announced[^1]) ? Announced[^1] : null;

        public void Hear(string line)
        {
            string[] words = line.Split(' ');
            if (words[0] == "draft")
                Announced.Add(Guid.Parse(words[1]));
            else if (words[0] != "ready")
                Reached[words[1]] = Array.IndexOf(Steps, words[0]) is var step and >= 0 ? step : throw new InvalidOperationException(line);
            if (words[0] != "submitted")
                return;
            Guid draft = Guid.Parse(words[2]);
            if (!Submitted.TryAdd(draft, words[1]))
                Submitted[draft].ShouldBe(words[1]);
        }
    }

    sealed class Worker : IDisposable
    {
        readonly Process process;

        public Worker(string folder, int seed)
        {
            ProcessStartInfo start = new("dotnet")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "VanLang.Load.dll"), "crash-worker", folder, seed.ToString(CultureInfo.InvariantCulture), "wait" },
                // It never lives long enough to gain from a second compilation.
                Environment = { ["DOTNET_TieredPGO"] = "0" },
            };
            process = Process.Start(start)!;
        }

        public async Task Go(Guid? unanswered)
        {
            await process.StandardInput.WriteAsync($"\n{unanswered}\n");
            await process.StandardInput.FlushAsync();
        }

        public async Task Read(Told told, int lines)
        {
            for (int line = 0; line < lines; line++)
                told.Hear(await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) ?? throw new InvalidOperationException("The program ended by itself."));
        }

        /// <summary>Kills it, and hears what it had said before.</summary>
        public async Task Kill(Told told)
        {
            process.Kill();
            string rest = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            // A line without its end was not said.
            foreach (string line in rest.Split('\n')[..^1])
                told.Hear(line);
        }

        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }
}

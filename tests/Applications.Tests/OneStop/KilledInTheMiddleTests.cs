using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
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
/// <remarks><c>VANLANG_KILLS</c> sets how often, otherwise 40 times (two nodes: 12) where <c>CI</c> is set and 10 (6) times elsewhere, as each start takes seconds of a processor; <c>VANLANG_KILLS_SEED</c> where.</remarks>
public sealed class KilledInTheMiddleTests
{
    static readonly string[] Steps = ["submitted", "accepted", "prepared", "signed", "issued", "returned"];

    [Fact]
    public async Task What_was_answered_survives_every_kill_once_and_whole()
    {
        int kills = Number("VANLANG_KILLS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 40 : 10);
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

    [Fact]
    public async Task Of_two_nodes_on_one_database_either_may_be_killed_and_nothing_that_was_answered_is_lost_or_doubled()
    {
        int kills = Number("VANLANG_KILLS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 12 : 6);
        int seed = Number("VANLANG_KILLS_SEED", 20261128);
        string folder = await PreparedProvince.Copy(StoreKind.Postgres, TimeProvider.System);
        string connection = PostgresCluster.DatabaseOf(folder)!;
        Random random = new(seed);
        Told[] told = [new(), new()];
        Stopwatch watch = Stopwatch.StartNew();
        Worker[] nodes = [new(folder, seed, connection), null!];
        Worker spare = new(folder, seed + 1, connection);
        try
        {
            await nodes[0].Go(null);
            await nodes[0].Read(told[0], 1);
            nodes[0].Listen(told[0]);
            nodes[1] = spare;
            spare = new(folder, seed + 2, connection);
            await nodes[1].Go(null);
            nodes[1].Listen(told[1]);
            for (int kill = 0; kill < kills; kill++)
            {
                int which = random.Next(2);
                await nodes[which].Heard(random.Next(2, 31));
                await Task.Delay(random.Next(0, 21), TestContext.Current.CancellationToken);
                await nodes[which].KillListening();
                nodes[which].Dispose();
                nodes[which] = spare;
                spare = new(folder, seed + kill + 3, connection);
                await nodes[which].Go(told[which].Unanswered);
                nodes[which].Listen(told[which]);
            }

            foreach (Worker node in nodes)
            {
                await node.Heard(2);
                await node.KillListening();
            }
        }
        finally
        {
            spare.Dispose();
            foreach (Worker? node in nodes)
                node?.Dispose();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills of one of two nodes, seed {seed}, {watch.Elapsed.TotalSeconds:0} s; {told.Sum(t => t.Reached.Count)} dossiers answered for, {told.Sum(t => t.Announced.Count)} drafts.");
        await Check(folder, told);
    }

    static async Task Check(string folder, params Told[] nodes)
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(folder: folder);
        foreach (Told node in nodes)
        {
            if (node.Unanswered is { } last)
                node.Hear($"submitted {(await house.Walk.Submit(last)).Code} {last}");
            node.Reached.Count.ShouldBeGreaterThan(0);
        }

        await house.Settle();

        List<Dossier> dossiers = await house.Read((db, token) => db.Set<Dossier>().ToListAsync(token));
        List<Draft> drafts = await house.Read((db, token) => db.Set<Draft>().ToListAsync(token));
        foreach ((string code, int step) in nodes.SelectMany(node => node.Reached))
        {
            Dossier dossier = dossiers.Where(d => d.Code == code).ShouldHaveSingleItem();
            StepOf(dossier).ShouldBeGreaterThanOrEqualTo(step, $"{code} had been {Steps[step]}");
        }

        foreach ((Guid draft, string code) in nodes.SelectMany(node => node.Submitted))
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
        // ./test may have it compiled ahead.
        static readonly string Program = Environment.GetEnvironmentVariable("VANLANG_LOAD") ?? Path.Combine(AppContext.BaseDirectory, "VanLang.Load.dll");

        readonly Process process;
        readonly System.Text.StringBuilder complaint = new();

        Task listening = Task.CompletedTask;
        int heard;

        public Worker(string folder, int seed, string? connection = null)
        {
            ProcessStartInfo start = new("dotnet")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList = { Program, "crash-worker", folder, seed.ToString(CultureInfo.InvariantCulture), "wait" },
                // It never lives long enough to gain from a second compilation.
                Environment = { ["DOTNET_TieredPGO"] = "0" },
            };
            if (connection is not null)
                start.Environment["VANLANG_DATABASE"] = connection;
            process = Process.Start(start)!;
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is { Length: > 0 } said)
                    complaint.AppendLine(said);
            };
            process.BeginErrorReadLine();
        }

        /// <summary>Why a program that was not killed gave up, in its own words.</summary>
        InvalidOperationException Silent(string what) => new($"{what} {(process.HasExited ? $"Exit code {process.ExitCode}." : "It still runs.")} {complaint}");

        public async Task Go(Guid? unanswered)
        {
            await process.StandardInput.WriteAsync($"\n{unanswered}\n");
            await process.StandardInput.FlushAsync();
        }

        public async Task Read(Told told, int lines)
        {
            for (int line = 0; line < lines; line++)
                told.Hear(await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5)) ?? throw Silent("The program ended by itself."));
        }

        /// <summary>Hears everything from now on, beside the other node.</summary>
        public void Listen(Told told) => listening = Task.Run(async () =>
        {
            // A line without its end was not said; a reader of lines gives it all the same, and so only whole text is split.
            System.Text.StringBuilder said = new();
            char[] buffer = new char[4096];
            while (await process.StandardOutput.ReadAsync(buffer) is var read and > 0)
            {
                said.Append(buffer, 0, read);
                string[] lines = said.ToString().Split('\n');
                foreach (string line in lines[..^1])
                {
                    told.Hear(line);
                    Interlocked.Increment(ref heard);
                }

                said.Clear().Append(lines[^1]);
            }
        });

        /// <summary>Waits until it has said so much.</summary>
        public async Task Heard(int lines)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (Volatile.Read(ref heard) < lines)
            {
                if (listening.IsFaulted)
                    await listening;
                if (listening.IsCompleted || watch.Elapsed > TimeSpan.FromMinutes(5))
                    throw Silent($"The program ended by itself, or says nothing: {heard} of {lines} lines.");
                await Task.Delay(5);
            }
        }

        /// <summary>Kills it, and hears the rest of what it had said.</summary>
        public async Task KillListening()
        {
            process.Kill();
            await listening;
            await process.WaitForExitAsync();
            if (complaint.Length > 0)
                TestContext.Current.TestOutputHelper?.WriteLine(complaint.ToString());
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

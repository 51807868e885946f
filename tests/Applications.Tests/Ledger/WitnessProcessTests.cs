using System.Diagnostics;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Ledger.Checkpoints;
using VanLang.Ledger.Contracts;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

/// <summary><c>vanlang witness</c> as an operator of another agency runs it: started, asked, stopped, started again.</summary>
public sealed class WitnessProcessTests : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-witness-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_cosigns_what_grows_keeps_its_key_over_a_restart_and_ends_when_it_is_told_to()
    {
        await using DemonstrationHouse first = await DemonstrationHouse.Open();
        await first.Do<SignHeadJob>();
        string log = await first.Key(), own;
        using (WitnessProcess witness = await WitnessProcess.Start(folder, log))
        {
            own = witness.Key;
            await using DemonstrationHouse house = await WithWitness(witness);
            await house.Do<ConsultJob>();
            (await house.LedgerState()).Cosigned.ShouldBe(1);
            (await witness.Stop()).ShouldBe(0);

            // Now nobody is there, which is no alarm.
            await Grown(house);
            await house.Do<ConsultJob>();
            (await house.LedgerState()).Problems.ShouldHaveSingleItem().Code.ShouldBe("witness-silent");
        }

        using (WitnessProcess again = await WitnessProcess.Start(folder, log))
        {
            again.Key.ShouldBe(own);
            await using DemonstrationHouse house = await WithWitness(again);
            await house.Do<ConsultJob>();
            LedgerState state = await house.LedgerState();
            (state.Cosigned, state.Problems.Count).ShouldBe((1, 0), string.Join("; ", state.Problems));
            PublishedHead head = (await house.Get<PublishedLog>().Newest(DemonstrationHouse.Token)).ShouldNotBeNull();
            SignedNote.TryParse(head.Note).ShouldNotBeNull().Signatures.Count.ShouldBe(2);
            (await again.Stop()).ShouldBe(0);
        }

        Task<DemonstrationHouse> WithWitness(WitnessProcess witness) => DemonstrationHouse.Open(
            folder: first.Data.Path, settings: new Dictionary<string, string?> { ["Ledger:Witnesses:0:Address"] = witness.Address, ["Ledger:Witnesses:0:Key"] = witness.Key }, guest: true);
    }

    [Fact]
    public async Task What_is_no_key_of_a_log_starts_nothing()
    {
        (int code, string said) = await ProgramCommand.Run("witness", "--port", "0", "--data", folder, "--log", "no key");
        (code, said.Contains("is not the public key of a log", StringComparison.Ordinal)).ShouldBe((1, true), said);
        System.IO.Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    static async Task Grown(DemonstrationHouse house)
    {
        await house.Walk.Submit(await house.Walk.Draft());
        await house.Settle();
        await house.Do<SignHeadJob>();
    }

    sealed class WitnessProcess(Process process, string address, string key) : IDisposable
    {
        public string Address => address;

        public string Key => key;

        public static async Task<WitnessProcess> Start(string folder, string log)
        {
            string[] arguments = [Path.Combine(AppContext.BaseDirectory, "vanlang.dll"), "witness", "--port", "0", "--data", folder, "--name", "thanh-tra.example", "--log", log];
            Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            string? address = null;
            while (await process.StandardOutput.ReadLineAsync(DemonstrationHouse.Token).AsTask().WaitAsync(TimeSpan.FromMinutes(2), DemonstrationHouse.Token) is { } line)
            {
                if (Regex.Match(line, @"http://127\.0\.0\.1:\d+") is { Success: true } match)
                    address = match.Value;
                if (!line.StartsWith("Khóa / key: ", StringComparison.Ordinal))
                    continue;
                // What it says further is of no interest, but must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new(process, address.ShouldNotBeNull(), line["Khóa / key: ".Length..].Trim());
            }

            throw new InvalidOperationException("The witness did not start.");
        }

        /// <summary>As a service manager does (SIGTERM).</summary>
        public async Task<int> Stop()
        {
            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(DemonstrationHouse.Token).WaitAsync(TimeSpan.FromMinutes(1), DemonstrationHouse.Token);
            return process.ExitCode;
        }

        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }
}

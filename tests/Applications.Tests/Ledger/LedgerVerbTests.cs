using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Ledger.Checkpoints;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

/// <summary>What an operator calls, as a process of its own; what it writes a stranger checks.</summary>
public sealed class LedgerVerbTests
{
    [Fact]
    public async Task The_verbs_of_the_ledger_write_what_the_verifier_accepts_and_never_over_a_file()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(StoreKind.Sqlite);
        (int early, string notYet) = await ProgramCommand.Run("ledger", "key", "--data", house.Data.Path);
        (early, notYet.Contains("No signed head", StringComparison.Ordinal)).ShouldBe((1, true), notYet);
        await house.Do<SignHeadJob>();
        string code = await house.WholeJourney();
        await house.Do<SignHeadJob>();

        (int found, string key) = await ProgramCommand.Run("ledger", "key", "--data", house.Data.Path);
        (found, key.Trim()).ShouldBe((0, await house.Key()));
        foreach ((string[] verb, string check) in ((string[], string)[])[(["prove", code], "receipt"), (["bundle", code], "bundle"), (["export"], "export")])
        {
            string path = house.NewFile(".out");
            (int written, string said) = await ProgramCommand.Run(["ledger", .. verb, "--data", house.Data.Path, "--out", path]);
            written.ShouldBe(0, said);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            (int holds, string told) = await LedgerHouse.Check(check, path, "--log", key.Trim());
            holds.ShouldBe(0, told);
        }

        string there = house.NewFile(".out");
        await File.WriteAllTextAsync(there, "mine", DemonstrationHouse.Token);
        (await ProgramCommand.Run("ledger", "prove", code, "--data", house.Data.Path, "--out", there)).Code.ShouldBe(1);
        (await File.ReadAllTextAsync(there, DemonstrationHouse.Token)).ShouldBe("mine");
        (await ProgramCommand.Run("ledger", "bundle", "H00.000", "--data", house.Data.Path, "--out", house.NewFile(".out"))).Code.ShouldBe(1);
    }
}

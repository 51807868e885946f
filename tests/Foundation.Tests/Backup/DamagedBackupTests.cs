using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Backup;

/// <summary>Every fault of a backup is one line in both languages, and nothing is taken for an installation.</summary>
public sealed partial class DamagedBackupTests
{
    public static TheoryData<string> Faults =>
        ["cut manifest", "empty manifest", "manifest without record", "later form", "later schema", "other store", "no manifest", "altered database", "cut database", "missing database",
         "altered list", "short list", "altered file", "missing file", "foreign name"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_said_in_one_line_in_both_languages(string fault)
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.House.Write("một");
        await house.Seal();
        StoredFile file = await house.Keep("% một");
        MadeBackup made = await house.BackUp();
        Do(fault, made.Folder, house.PathOf(file, Path.Combine(house.Backups, "files")));

        BackupFailedException failure = await Should.ThrowAsync<BackupFailedException>(() => house.Restore());

        failure.Message.ShouldNotContain("\n");
        failure.Message.Split(" / ").Length.ShouldBeGreaterThanOrEqualTo(2);
        VietnameseLetters().IsMatch(failure.Message).ShouldBeTrue();
    }

    [Fact]
    public async Task A_place_that_holds_a_database_is_refused()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.BackUp();

        RestoreBackup intoItself = house.House.Get<RestoreBackup>();
        await Should.ThrowAsync<BackupFailedException>(() => intoItself.Execute(new(house.Backups) { Keys = house.Data.Keys }, KernelHouse.Token));
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_not_taken_for_one_and_goes_with_the_next()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.House.Write("một");
        MadeBackup whole = await house.BackUp();
        string left = Path.Combine(house.Backups, "2026-11-24T000000000Z.part");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "database"), "half", KernelHouse.Token);

        BackupFolder.Find(house.Backups).Backup.ShouldBe(whole.Folder);
        await house.Restore();
        await house.BackUp();

        Directory.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_does_not_go_into_the_data_folder_and_two_do_not_go_into_one_place_at_once()
    {
        await using BackupHouse house = await BackupHouse.Open();
        MakeBackup backup = house.House.Get<MakeBackup>();
        await Should.ThrowAsync<BackupFailedException>(() => backup.Execute(new(Path.Combine(house.Data.Path, "backups")), null, KernelHouse.Token));
        Directory.CreateDirectory(house.Backups);
        await using FileStream other = new(Path.Combine(house.Backups, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        await Should.ThrowAsync<BackupFailedException>(() => house.BackUp());
    }

    static void Do(string fault, string backup, string file)
    {
        string manifest = Path.Combine(backup, "manifest.json");
        string database = Path.Combine(backup, "database");
        string list = Path.Combine(backup, "files.list");
        switch (fault)
        {
            case "cut manifest": Cut(manifest); break;
            case "empty manifest": File.WriteAllText(manifest, ""); break;
            case "manifest without record": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"record\"", "\"other\"", StringComparison.Ordinal)); break;
            case "later form": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)); break;
            case "later schema": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"schema\": \"\"", "\"schema\": \"20990101000000_Later\"", StringComparison.Ordinal)); break;
            case "other store": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"sqlite\"", "\"elsewhere\"", StringComparison.Ordinal)); break;
            case "foreign name": File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"name\": \"database\"", "\"name\": \"../../outside\"", StringComparison.Ordinal)); break;
            case "no manifest": File.Delete(manifest); break;
            case "altered database": Alter(database); break;
            case "cut database": Cut(database); break;
            case "missing database": File.Delete(database); break;
            case "altered list": Alter(list); break;
            case "short list": File.WriteAllText(list, ""); break;
            case "altered file": Alter(file); break;
            case "missing file": File.Delete(file); break;
            default: throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }

    static void Cut(string path)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    static void Alter(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content);
    }

    [GeneratedRegex("[ăâđêôơưạảấầậắằặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửữựỳỵ]")]
    private static partial Regex VietnameseLetters();
}

using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Backup;

public sealed class BackupTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task What_is_restored_are_the_rows_the_files_and_the_record_of_the_moment_and_nothing_later(StoreKind store)
    {
        await using BackupHouse house = await BackupHouse.Open(store);
        for (int i = 0; i < 20; i++)
            await house.House.Write($"ghi chú {i}");
        StoredFile file = await house.Keep("% giấy tờ");
        await house.Seal();
        await house.House.Write("chưa niêm phong");

        MadeBackup made = await house.BackUp();
        await house.House.Write("sau bản sao lưu");
        IServiceProvider restored = await house.Restore();

        made.Manifest.Record.ShouldSatisfyAllConditions(
            record => record.TreeSize.ShouldBe(20),
            record => record.Unsealed.ShouldBe(1),
            record => record.LastEventAt.ShouldNotBeNull(),
            record => record.Root!.Length.ShouldBe(64));
        (List<VerificationFinding> findings, VerificationCount count) = await BackupHouse.Verify(restored);
        findings.ShouldBeEmpty();
        count.Events.ShouldBe(20);
        count.Unsealed.ShouldBe(1);
        count.Rows.ShouldBe(21);
        DataFolder folder = restored.GetRequiredService<DataFolder>();
        FileStore files = new(folder.Files, FileKeyRing.OpenOrCreate(Path.Combine(folder.Keys, "files.key"), house.House.Time), house.House.Time) { Heic = null };
        (await files.IsWhole(file, KernelHouse.Token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_backup_taken_between_the_writes_of_a_busy_house_agrees_with_itself(StoreKind store)
    {
        await using BackupHouse house = await BackupHouse.Open(store);
        using CancellationTokenSource enough = new();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; !enough.IsCancellationRequested; i++)
            {
                await house.House.Write($"ghi chú {i}");
                if (i % 7 == 0)
                    await house.Seal();
            }
        });

        for (int round = 0; round < 3; round++)
            await house.BackUp();
        await enough.CancelAsync();
        await writing;

        foreach (string backup in new BackupFolder(house.Backups).Whole())
            (await BackupHouse.Verify(await house.Restore(request => request with { Backup = backup }))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_backup_copies_only_new_files_and_both_can_be_restored()
    {
        await using BackupHouse house = await BackupHouse.Open();
        StoredFile first = await house.Keep("% một");
        MadeBackup one = await house.BackUp();
        StoredFile second = await house.Keep("% hai");
        MadeBackup two = await house.BackUp();

        one.CopiedFiles.ShouldBe(1);
        two.CopiedFiles.ShouldBe(1);
        two.Manifest.Files.ShouldBe(2);
        IServiceProvider older = await house.Restore(request => request with { Backup = one.Folder });
        IServiceProvider newer = await house.Restore();
        File.Exists(house.PathOf(second, older.GetRequiredService<DataFolder>().Files)).ShouldBeFalse();
        File.Exists(house.PathOf(first, newer.GetRequiredService<DataFolder>().Files)).ShouldBeTrue();
        File.Exists(house.PathOf(second, newer.GetRequiredService<DataFolder>().Files)).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_lie_in_a_backup_only_when_asked_for()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.Keep("% một");
        MadeBackup without = await house.BackUp();
        MadeBackup with = await house.BackUp(request => request with { WithKeys = true });

        byte[] secret = await File.ReadAllBytesAsync(Path.Combine(house.Data.Keys, "files.key"), KernelHouse.Token);
        FilesHolding(without.Folder, secret).ShouldBeEmpty();
        FilesHolding(with.Folder, secret).ShouldHaveSingleItem();
        BackupFailedException refused = await Should.ThrowAsync<BackupFailedException>(() => house.Restore(request => request with { Backup = without.Folder, Keys = null }));
        refused.Message.ShouldContain("--keys");
        await house.Restore(request => request with { Backup = with.Folder, Keys = null });
    }

    [Fact]
    public async Task A_sealed_backup_tells_nothing_without_its_key()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.House.Write("Đinh Hồng Nhung 079000123456");
        await house.Seal();
        FileKeyRing key = house.Key();
        MadeBackup made = await house.BackUp(request => request with { Seal = key, WithKeys = true });

        FilesHolding(made.Folder, Encoding.UTF8.GetBytes("079000123456")).ShouldBeEmpty();
        FilesHolding(made.Folder, "SQLite format 3"u8.ToArray()).ShouldBeEmpty();
        (await Should.ThrowAsync<BackupFailedException>(() => house.Restore())).Message.ShouldContain("--key");
        (await Should.ThrowAsync<BackupFailedException>(() => house.Restore(request => request with { Seal = house.Key("another.key") }))).Message.ShouldContain(key.ActiveKeyId);
        IServiceProvider restored = await house.Restore(request => request with { Seal = key, Keys = null });
        (await BackupHouse.Verify(restored)).Count.Rows.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_the_store_lost_is_named_and_an_earlier_copy_of_it_is_used()
    {
        await using BackupHouse house = await BackupHouse.Open();
        StoredFile copied = await house.Keep("% một");
        await house.BackUp();
        StoredFile lost = await house.Keep("% hai");
        File.Delete(house.PathOf(copied));
        File.Delete(house.PathOf(lost));

        MadeBackup made = await house.BackUp();

        made.Manifest.MissingFiles.ShouldBe([lost.StoreName]);
        IServiceProvider restored = await house.Restore();
        File.Exists(house.PathOf(copied, restored.GetRequiredService<DataFolder>().Files)).ShouldBeTrue();
    }

    [Fact]
    public async Task Old_backups_go_with_the_files_that_only_they_name()
    {
        await using BackupHouse house = await BackupHouse.Open();
        StoredFile gone = await house.Keep("% một");
        StoredFile kept = await house.Keep("% hai");
        await house.BackUp();
        await house.House.Work.Maintain((db, token) => db.Set<StoredFile>().Where(file => file.Id == gone.Id).ExecuteDeleteAsync(token), KernelHouse.Token);
        await house.BackUp();

        MadeBackup made = await house.BackUp(request => request with { Keep = 2 });

        made.Removed.ShouldBe(1);
        string files = Path.Combine(house.Backups, "files");
        File.Exists(house.PathOf(gone, files)).ShouldBeFalse();
        File.Exists(house.PathOf(kept, files)).ShouldBeTrue();
        new BackupFolder(house.Backups).Whole().Count.ShouldBe(2);
        await house.Restore();
    }

    [Fact]
    public async Task A_house_that_has_kept_no_file_yet_is_restored_without_keys()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.House.Write("một");
        await house.BackUp();

        IServiceProvider restored = await house.Restore(request => request with { Keys = null });

        (await BackupHouse.Verify(restored)).Count.Rows.ShouldBe(1);
    }

    [Fact]
    public async Task A_finished_backup_is_on_record()
    {
        await using BackupHouse house = await BackupHouse.Open();
        await house.BackUp();

        RecordEvent raised = await house.House.Work.Read((db, token) => db.Set<RecordEvent>().SingleAsync(token), KernelHouse.Token);
        raised.Type.ShouldBe("backup.made");
        raised.Operation.ShouldBe("backup.make");
    }

    static string[] FilesHolding(string folder, byte[] content) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => File.ReadAllBytes(path).AsSpan().IndexOf(content) >= 0)];
}

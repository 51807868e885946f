using System.Security.Cryptography;
using System.Text;
using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(500)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(131072)]
    [InlineData(5_000_000)]
    public async Task A_file_comes_back_as_it_was_sent(int length)
    {
        var content = Samples.Pdf(length: length);
        var file = await folder.Keep(content, "C:\\Giấy tờ\\khai sinh.PDF");

        folder.ReadAll(file).ShouldBe(content);
        file.ContentHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        file.Length.ShouldBe(length);
        file.ContentType.ShouldBe("application/pdf");
        file.OriginalName.ShouldBe("khai sinh.pdf");
        file.CreatedAt.ShouldBe(folder.Time.GetUtcNow());
        file.ScanState.ShouldBe(ScanState.NotScanned);
        file.Id.Version.ShouldBe(7);
        folder.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_the_content_nor_its_plain_hash_can_be_seen_on_disk()
    {
        var file = await folder.Keep(Samples.Pdf("% Nguyen Van An 0123456789"));
        var path = folder.PathOf(file);

        Encoding.Latin1.GetString(File.ReadAllBytes(path)).ShouldNotContain("Nguyen Van An");
        file.StoreName.ShouldNotBe(file.ContentHash);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_same_content_is_kept_once_and_both_rows_open_it()
    {
        var first = await folder.Keep(Samples.Pdf(), "một.pdf");
        var second = await folder.Keep(Samples.Pdf(), "hai.pdf");

        folder.Contents().Length.ShouldBe(1);
        second.Id.ShouldNotBe(first.Id);
        folder.ReadAll(first).ShouldBe(folder.ReadAll(second));
    }

    [Fact]
    public async Task The_same_content_received_by_many_at_once_is_kept_once_and_opens_for_all()
    {
        // Two stores on one folder, as two nodes on one mount.
        var other = new FileStore(folder.Files, folder.Keys, folder.Time);
        for (var round = 0; round < 10; round++)
        {
            var content = Samples.Pdf($"% {round}", 150_000);
            var receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
                (i % 2 == 0 ? folder.Store : other).Receive(new MemoryStream(content), StoreFolder.Everything, $"{i}.pdf", CancellationToken.None))));

            foreach (var receipt in receipts)
                folder.ReadAll(receipt.ShouldBeOfType<FileReceipt.Received>().File).ShouldBe(content);
        }

        folder.Contents().Length.ShouldBe(10);
        folder.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public void Of_many_who_give_one_name_at_once_just_one_wins()
    {
        const int writers = 3;
        const int rounds = 300;
        string Candidate(int writer, int round) => Path.Combine(folder.Root, $"candidate{writer}-{round}");
        string Name(int round) => Path.Combine(folder.Root, $"name{round}");
        for (var round = 0; round < rounds; round++)
            for (var writer = 0; writer < writers; writer++)
                File.WriteAllText(Candidate(writer, round), Candidate(writer, round));

        using var together = new Barrier(writers);
        var won = AtOnce(writers, writer => Enumerable.Range(0, rounds).Select(round =>
        {
            together.SignalAndWait();
            return DurableFiles.TryName(Candidate(writer, round), Name(round));
        }).ToArray());

        for (var round = 0; round < rounds; round++)
        {
            var winner = Enumerable.Range(0, writers).Where(writer => won[writer][round]).ShouldHaveSingleItem();
            File.ReadAllText(Name(round)).ShouldBe(Candidate(winner, round));
        }
    }

    [Fact]
    public async Task What_a_crash_left_half_received_is_deleted_at_the_next_start_but_not_what_another_node_is_receiving()
    {
        var file = await folder.Keep(Samples.Pdf());
        var left = Path.Combine(folder.Files, "incoming", "left.part");
        File.WriteAllBytes(left, new byte[1000]);
        using var living = new IncomingFile(Path.Combine(folder.Files, "incoming"));
        foreach (var path in (string[])[left, living.Path])
            File.SetLastWriteTimeUtc(path, folder.Time.GetUtcNow().UtcDateTime.AddMinutes(-5));

        var restarted = new FileStore(folder.Files, FileKeyRing.OpenOrCreate(folder.KeyFile, folder.Time), folder.Time);

        folder.Leftovers().ShouldBe([living.Path]);
        restarted.Open(file).Dispose();
    }

    [Fact]
    public async Task A_cancelled_or_broken_upload_leaves_nothing_behind()
    {
        await Should.ThrowAsync<IOException>(folder.Store.Receive(
            new BreakingStream(Samples.Pdf(length: 400_000)), StoreFolder.Everything, "a.pdf", CancellationToken.None));

        folder.Leftovers().ShouldBeEmpty();
        folder.Contents().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(80)]
    [InlineData(80 + 65552)]
    [InlineData(80 + 65552 - 1)]
    [InlineData(-1)]
    [InlineData(-20)]
    public async Task One_altered_bit_is_found_while_reading(int at)
    {
        var file = await folder.Keep(Samples.Pdf(length: 100_000));
        Alter(folder.PathOf(file), bytes => bytes[at < 0 ? bytes.Length + at : at] ^= 1);

        Should.Throw<FileDamagedException>(() => folder.ReadAll(file)).FileId.ShouldBe(file.Id);
        (await folder.Store.IsWhole(file, TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65552)]
    [InlineData(100_000)]
    public async Task A_cut_file_is_found_before_the_first_byte(int cut)
    {
        var file = await folder.Keep(Samples.Pdf(length: 150_000));
        using (var stream = new FileStream(folder.PathOf(file), FileMode.Open))
            stream.SetLength(stream.Length - cut);

        Should.Throw<FileDamagedException>(() => folder.Store.Open(file)).FileId.ShouldBe(file.Id);
    }

    [Fact]
    public async Task A_missing_file_and_a_row_that_points_elsewhere_are_damage()
    {
        var one = await folder.Keep(Samples.Pdf("% 1"));
        var two = await folder.Keep(Samples.Pdf("% 2"));

        File.Copy(folder.PathOf(two), folder.PathOf(one), overwrite: true);
        Should.Throw<FileDamagedException>(() => folder.ReadAll(one));
        Should.Throw<FileDamagedException>(() => folder.Store.Open(With(one, storeName: two.StoreName)));
        Should.Throw<FileDamagedException>(() => folder.Store.Open(With(one, storeName: "../../../etc/passwd")));

        File.Delete(folder.PathOf(two));
        Should.Throw<FileDamagedException>(() => folder.Store.Open(two)).FileId.ShouldBe(two.Id);
    }

    [Fact]
    public async Task Sending_a_damaged_file_again_heals_it_for_all_rows()
    {
        var content = Samples.Pdf(length: 100_000);
        var first = await folder.Keep(content);
        Alter(folder.PathOf(first), bytes => bytes[500] ^= 1);

        var second = await folder.Keep(content);

        folder.ReadAll(second).ShouldBe(content);
        folder.ReadAll(first).ShouldBe(content);
        folder.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_whose_header_is_destroyed_is_replaced_when_sent_again()
    {
        var content = Samples.Pdf();
        var first = await folder.Keep(content);
        Alter(folder.PathOf(first), bytes => bytes[20] ^= 1);

        folder.ReadAll(first).ShouldBe(content);
        folder.ReadAll(await folder.Keep(content)).ShouldBe(content);
    }

    [Fact]
    public async Task Old_files_open_after_a_new_key_and_new_files_use_it()
    {
        var old = await folder.Keep(Samples.Pdf());
        var rotated = FileKeyRing.AddKey(folder.KeyFile, folder.Time);
        var store = new FileStore(folder.Files, rotated, folder.Time);

        using (var stream = store.Open(old))
            stream.CopyTo(Stream.Null);
        var receipt = await store.Receive(new MemoryStream(Samples.Pdf("% new")), StoreFolder.Everything, "a.pdf", CancellationToken.None);
        receipt.ShouldBeOfType<FileReceipt.Received>().File.KeyId.ShouldBe(rotated.ActiveKeyId);
        rotated.ActiveKeyId.ShouldNotBe(old.KeyId);
    }

    [Fact]
    public void A_lost_key_file_is_noticed_at_start()
    {
        File.Delete(folder.KeyFile);
        var keys = FileKeyRing.OpenOrCreate(folder.KeyFile, folder.Time);

        Should.Throw<InvalidOperationException>(() => new FileStore(folder.Files, keys, folder.Time))
            .Message.ShouldContain(folder.Keys.ActiveKeyId);
    }

    [Fact]
    public void The_key_file_is_private_stays_and_never_shows_its_keys()
    {
        var text = File.ReadAllText(folder.KeyFile);
        var secret = text.Trim().Split(' ')[^1];

        FileKeyRing.OpenOrCreate(folder.KeyFile, folder.Time).ActiveKeyId.ShouldBe(folder.Keys.ActiveKeyId);
        folder.Keys.ToString().ShouldNotContain(secret);
        File.WriteAllText(folder.KeyFile, text.Replace("2026-", "2026- ", StringComparison.Ordinal));
        Should.Throw<InvalidDataException>(() => FileKeyRing.OpenOrCreate(folder.KeyFile, folder.Time)).Message.ShouldNotContain(secret);

        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(folder.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Should.Throw<InvalidDataException>(() => FileKeyRing.OpenOrCreate(folder.KeyFile, folder.Time)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void Nodes_that_start_together_agree_on_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(folder.Root, $"together{round}", "files.key");
            var rings = AtOnce(8, _ => FileKeyRing.OpenOrCreate(path, TimeProvider.System));

            rings.Select(ring => ring.ActiveKeyId).Distinct().Count().ShouldBe(1);
            Directory.GetFiles(Path.GetDirectoryName(path)!).Length.ShouldBe(1);
        }
    }

    private static T[] AtOnce<T>(int count, Func<int, T> act)
    {
        var results = new T[count];
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            results[i] = act(i);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return results;
    }

    private static StoredFile With(StoredFile file, string storeName) => new()
    {
        Id = file.Id,
        ContentHash = file.ContentHash,
        StoreName = storeName,
        Length = file.Length,
        ContentType = file.ContentType,
        OriginalName = file.OriginalName,
        WrappedKey = file.WrappedKey,
        KeyId = file.KeyId,
    };

    private static void Alter(string path, Action<byte[]> alter)
    {
        var bytes = File.ReadAllBytes(path);
        alter(bytes);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>A connection that ends in the middle.</summary>
    private sealed class BreakingStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 200_000 ? throw new IOException("connection reset") : base.ReadAsync(buffer, cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

/// <summary>What happens to stored files by itself: content that nothing names goes, quarantined files are scanned again.</summary>
public sealed class HousekeepingTests
{
    [Fact]
    public async Task Content_that_no_row_names_goes_after_two_days_and_all_other_stays()
    {
        await using Files house = await Files.Open();
        StoredFile named = await house.Receive("% có dòng", withRow: true);
        StoredFile unnamed = await house.Receive("% không dòng nào nêu", withRow: false);

        await house.Days(1);
        house.Exists(unnamed).ShouldBeTrue();
        await house.Days(3);

        house.Exists(unnamed).ShouldBeFalse();
        house.Exists(named).ShouldBeTrue();
        Directory.GetFiles(house.Collected).ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_that_was_moved_aside_comes_back_when_it_is_sent_again()
    {
        await using Files house = await Files.Open();
        StoredFile unnamed = await house.Receive("% gửi hai lần", withRow: false);
        await house.Days(3, stopWhen: () => !house.Exists(unnamed));
        Directory.GetFiles(house.Collected).ShouldHaveSingleItem();

        StoredFile again = await house.Receive("% gửi hai lần", withRow: true);
        await house.Days(3);

        house.Exists(again).ShouldBeTrue();
        (await house.Store.IsWhole(again, KernelHouse.Token)).ShouldBeTrue();
        Directory.GetFiles(house.Collected).ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_whose_row_came_late_is_put_back()
    {
        await using Files house = await Files.Open();
        StoredFile file = await house.Receive("% dòng đến sau", withRow: false);
        await house.Days(3, stopWhen: () => !house.Exists(file));

        await house.AddRow(file);
        await house.Days(2);

        house.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_collected_while_a_backup_is_under_way_and_a_killed_one_does_not_hold_for_ever()
    {
        await using Files house = await Files.Open();
        StoredFile unnamed = await house.Receive("% không dòng nào nêu", withRow: false);
        Guid killed = Guid.NewGuid();
        await house.House.Work.Maintain(
            (db, _) => Task.FromResult(db.Add(new VanLang.Kernel.Backup.Backup { Id = killed, StartedAt = house.House.Time.GetUtcNow(), HoldsUntil = house.House.Time.GetUtcNow().AddDays(5), Place = "/x" })),
            KernelHouse.Token);

        await house.Days(4);
        house.Exists(unnamed).ShouldBeTrue();
        await house.Days(4);

        house.Exists(unnamed).ShouldBeFalse();
    }

    [Fact]
    public async Task A_quarantined_file_opens_once_the_scanner_has_found_it_clean_and_an_infected_one_never()
    {
        Scanner scanner = new();
        await using Files house = await Files.Open(scanner);
        scanner.Answers = false;
        List<StoredFile> waiting = [];
        for (int i = 0; i < 12; i++)
            waiting.Add(await house.Receive($"% chờ quét {i}", withRow: true));
        waiting.ShouldAllBe(file => file.ScanState == ScanState.Quarantined);
        scanner.Answers = true;
        StoredFile infected = await house.Receive("% " + new string('x', 5000), withRow: false);
        scanner.Infected = infected.Length;
        await house.AddRow(infected, ScanState.Quarantined);

        await house.Run<RescanFilesJob>(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));

        List<ScanState> states = await house.House.Work.Read((db, token) => db.Set<StoredFile>().OrderBy(file => file.Length).Select(file => file.ScanState).ToListAsync(token), KernelHouse.Token);
        states.SkipLast(1).ShouldAllBe(state => state == ScanState.Clean);
        states[^1].ShouldBe(ScanState.Quarantined);
    }

    sealed class Scanner : IFileScanner
    {
        public bool Answers { get; set; } = true;

        public long Infected { get; set; }

        public Task<FileScan> Scan(Stream content, CancellationToken cancellationToken) => Task.FromResult<FileScan>(
            !Answers ? new FileScan.Unavailable("down") : content.Length == Infected ? (FileScan)new FileScan.Infected("test") : new FileScan.Clean());
    }

    sealed class Files : IAsyncDisposable
    {
        Files(KernelHouse house, FileStore store) => (House, Store) = (house, store);

        public KernelHouse House { get; }

        public FileStore Store { get; }

        public string Collected => Path.Combine(Store.Folder, "collected");

        public static async Task<Files> Open(IFileScanner? scanner = null)
        {
            KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite, services => services
                .AddSingleton(provider => new FileStore(
                    provider.GetRequiredService<DataFolder>().Files,
                    FileKeyRing.OpenOrCreate(Path.Combine(provider.GetRequiredService<DataFolder>().Keys, "files.key"), provider.GetRequiredService<TimeProvider>()),
                    provider.GetRequiredService<TimeProvider>(), scanner) { Heic = null })
                .AddSingleton<JobHandler, CollectFilesJob>()
                .AddSingleton<JobHandler, RescanFilesJob>());
            Files files = new(house, house.Get<FileStore>());
            await new PeriodicJobs(house.Work, [CollectFilesJob.Periodic, RescanFilesJob.Periodic], house.Time).StartAsync(KernelHouse.Token);
            return files;
        }

        public async Task<StoredFile> Receive(string text, bool withRow)
        {
            FileReceipt receipt = await Store.Receive(new MemoryStream(Samples.Pdf(text)), FileIntakePolicy.Citizen, "giấy.pdf", KernelHouse.Token);
            StoredFile file = receipt.ShouldBeOfType<FileReceipt.Received>().File;
            // The clock of the test, not the one of the disk.
            File.SetLastWriteTimeUtc(PathOf(file), House.Time.GetUtcNow().UtcDateTime);
            if (withRow)
                await AddRow(file);
            return file;
        }

        public async Task AddRow(StoredFile file, ScanState? state = null)
        {
            file.ScanState = state ?? file.ScanState;
            Outcome<Done> outcome = await House.Work.Execute<Done>(
                new Operation("file.keep", Actor.System),
                (work, _) =>
                {
                    work.Db.Add(file);
                    return Task.FromResult<Outcome<Done>>(new Done());
                },
                KernelHouse.Token);
            outcome.Succeeded.ShouldBeTrue();
        }

        public bool Exists(StoredFile file) => File.Exists(PathOf(file));

        /// <summary>Lets the collection go round for so many days.</summary>
        public async Task Days(int days, Func<bool>? stopWhen = null)
        {
            JobService jobs = House.Get<JobService>();
            DateTimeOffset end = House.Time.GetUtcNow().AddDays(days);
            while (House.Time.GetUtcNow() < end && stopWhen?.Invoke() != true)
            {
                await jobs.RunDue(KernelHouse.Token);
                House.Time.Advance(TimeSpan.FromDays(1) / 256);
            }

            await Healthy();
        }

        public async Task Run<T>(TimeSpan during, TimeSpan step)
            where T : JobHandler
        {
            for (TimeSpan passed = TimeSpan.Zero; passed < during; passed += step)
            {
                await House.Get<JobService>().RunDue(KernelHouse.Token);
                House.Time.Advance(step);
            }

            await Healthy();
        }

        async Task Healthy() =>
            (await House.Work.Read((db, token) => db.Set<Job>().Where(job => job.Error != null).Select(job => job.Error).ToListAsync(token), KernelHouse.Token)).ShouldBeEmpty();

        string PathOf(StoredFile file) => Path.Combine(Store.Folder, file.StoreName[..2], file.StoreName[2..4], file.StoreName);

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class StoredFileMappingTests
{
    [Fact]
    public async Task A_row_written_in_one_context_opens_the_file_in_another()
    {
        using var folder = new StoreFolder();
        await using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var options = new DbContextOptionsBuilder().UseSqlite(connection).UseSnakeCaseNamingConvention().Options;
        var file = await folder.Keep(Samples.Pdf());
        await using (var context = new Rows(options))
        {
            await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
            context.Add(file);
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var other = new Rows(options);
        var read = await other.Set<StoredFile>().SingleAsync(TestContext.Current.CancellationToken);

        other.Model.FindEntityType(typeof(StoredFile))!.GetTableName().ShouldBe("stored_files");
        read.Id.ShouldBe(file.Id);
        read.CreatedAt.ShouldBe(file.CreatedAt);
        folder.ReadAll(read).ShouldBe(Samples.Pdf());
    }

    private sealed class Rows(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfiguration(new StoredFileMapping());
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Hosting;
using VanLang.Kernel.Data;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests;

public sealed class DemonstrationRootTests : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-root-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>A later release of the demonstration lets more people sign; their keys are made at its first start.</summary>
    [Fact]
    public async Task What_was_signed_before_more_keys_were_made_leads_to_a_trusted_root_as_before()
    {
        byte[] first = await Start(async db => await db.Database.ExecuteSqlAsync($"DELETE FROM signing_keys WHERE id = (SELECT id FROM signing_keys LIMIT 1)", Token));

        await Start(_ => Task.CompletedTask);

        TrustList trust = new TrustListFile(Path.Combine(ProgramServices.ProvinceFolder, "signatures.json"), folder).Read();
        trust.Services.Count.ShouldBe(2);
        trust.Services[0].Certificate.ToArray().ShouldBe(first);
    }

    async Task<byte[]> Start(Func<VanLangDbContext, Task> change)
    {
        WebApplication app = await WebProgram.Start(new RunOptions(0, folder, Date: null, Empty: false), Token);
        await using (VanLangDbContext db = await app.Services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token))
            await change(db);
        await app.StopAsync(Token);
        await app.DisposeAsync();
        return RootFile.Read(Path.Combine(folder, "demonstration-root.crt"))[0].ToArray();
    }
}

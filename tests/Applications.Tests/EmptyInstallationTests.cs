using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using Xunit;

namespace VanLang.Applications.Tests;

public sealed class EmptyInstallationTests : IAsyncLifetime
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-empty-").FullName;
    WebApplication app = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => app = await WebProgram.Start(new RunOptions(0, folder, Date: null, Empty: true), Token);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_empty_installation_holds_no_key_account_or_authority_of_the_demonstration()
    {
        app.Services.GetRequiredService<Installation>().IsDemonstration.ShouldBeFalse();
        foreach (string table in new[] { "accounts", "signing_keys", "people", "positions", "agencies", "roles", "role_grants", "handovers", "dossiers" })
            (await Count(table)).ShouldBe(0, table);
        System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Where(file => file.Contains("demonstration", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_first_administrator_comes_from_the_command_line_once_the_directory_is_there()
    {
        FirstAdministrator first = app.Services.GetRequiredService<FirstAdministrator>();
        (await first.Create("CB062", Token)).Failure!.Code.Code.ShouldBe("IDENTITY-OFFICIAL-UNKNOWN");
        string province = ProgramServices.ProvinceFolder;
        (await app.Services.GetRequiredService<ImportAgencies>().Execute(Path.Combine(province, "agencies.json"), Actor.System, Token)).Problems.ShouldBeEmpty();
        (await app.Services.GetRequiredService<ImportRoles>().Execute(Path.Combine(province, "roles.json"), Actor.System, Token)).Problems.ShouldBeEmpty();
        (await app.Services.GetRequiredService<ImportPeople>().Execute(Path.Combine(province, "people.json"), Actor.System, Token)).Problems.ShouldBeEmpty();
        Outcome<FirstCode> made = await first.Create("CB062", Token);
        made.Succeeded.ShouldBeTrue();
        made.Value!.Code.ShouldMatch("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$");
        (await Count("accounts")).ShouldBe(1);
    }

    Task<long> Count(string table)
    {
#pragma warning disable EF1002 // Names of tables are written above.
        return app.Services.GetRequiredService<UnitOfWork>().Read((db, token) => db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}").SingleAsync(token), Token);
#pragma warning restore EF1002
    }
}

using System.Diagnostics;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Ledger.Contracts;
using VanLang.Transparency;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A citizen takes the evidence of a finished dossier away and has it checked elsewhere, by a program that asks nobody.</summary>
public sealed class EvidenceJourneyTests(ProgramFixture program)
{
    [Fact]
    public async Task What_a_citizen_takes_away_of_a_finished_dossier_holds_elsewhere_and_with_one_byte_changed_it_does_not()
    {
        string code = await Finished();
        IPage citizen = await program.Browsing("citizen");
        await citizen.GotoAsync($"/ho-so/{code}");
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-bang-chung-").FullName, bundle = Path.Combine(folder, "bang-chung.zip");

        // What happened in the last minute no signed head of the log covers yet; asked more often, the address would be refused.
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(4));
        while (!await Covered(citizen, code))
            await Task.Delay(5000, patience.Token);
        IDownload download = await citizen.RunAndWaitForDownloadAsync(() => citizen.GetByRole(AriaRole.Link, new() { Name = "Tải bằng chứng của hồ sơ" }).ClickAsync());
        download.SuggestedFilename.ShouldBe($"bang-chung-{code}.zip");
        await download.SaveAsAsync(bundle);
        await citizen.Context.CloseAsync();

        VerifierKey log = (await program.Services.GetRequiredService<PublishedLog>().Key(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (int holds, string said) = await Verify(bundle, $"{log}");
        holds.ShouldBe(0, said);
        said.ShouldContain($"bundle of dossier {code}");
        said.ShouldContain("files/ket-qua-");

        byte[] bytes = await File.ReadAllBytesAsync(bundle, TestContext.Current.CancellationToken);
        foreach (int at in new[] { bytes.Length / 3, bytes.Length / 2, bytes.Length * 3 / 4 })
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            string other = Path.Combine(folder, $"da-sua-{at}.zip");
            await File.WriteAllBytesAsync(other, changed, TestContext.Current.CancellationToken);
            (int found, string told) = await Verify(other, $"{log}");
            found.ShouldNotBe(0, $"byte {at} of {bytes.Length}: {told}");
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    async Task<string> Finished()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer"),
            leader = await program.As("leader"), records = await program.As("registry-clerk");
        string code = await citizen.Submitted(FormSteps.Birth, BirthRegistrationTests.Child);
        await clerk.Do(code, "accept");
        await officer.Do(code, "examine");
        await officer.Do(code, "prepare", new Dictionary<string, string?> { ["kq_so_dang_ky"] = "217/2026", ["kq_so_phoi"] = "AB 0123458" });
        await leader.Do(code, "sign", new Dictionary<string, string?> { ["step.HasRead"] = "true", ["step.Pin"] = program.Pin });
        await records.Do(code, "issue", new Dictionary<string, string?> { ["step.Pin"] = program.Pin });
        await clerk.Do(code, "return");
        return code;
    }

    // In the session of the browser, without its window.
    static async Task<bool> Covered(IPage citizen, string code)
    {
        IAPIResponse answer = await citizen.APIRequest.GetAsync($"/ho-so/{code}/bang-chung.zip");
        if (answer.Status == 503)
            return false;
        answer.Status.ShouldBe(200);
        using MemoryStream content = new(await answer.BodyAsync());
        using ZipArchive zip = new(content);
        return zip.Entries.Any(entry => entry.FullName.StartsWith("files/ket-qua-", StringComparison.Ordinal));
    }

    // Beside the tests, as it is built for strangers.
    static async Task<(int Code, string Said)> Verify(string bundle, string log)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string verifier = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Verify", configuration, "vanlang-verify.dll"));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [verifier, "bundle", bundle, "--log", log]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said + await errors);
    }
}

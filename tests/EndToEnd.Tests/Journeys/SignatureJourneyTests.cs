using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A stranger has a result of the province checked, as it was issued and as somebody changed it.</summary>
public sealed class SignatureJourneyTests(ProgramFixture program)
{
    [Fact]
    public async Task A_stranger_learns_that_a_result_is_as_it_was_signed_and_that_a_changed_one_is_not()
    {
        byte[] result = await Issued();
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-ket-qua-").FullName;
        string good = Path.Combine(folder, "ket-qua.pdf"), changed = Path.Combine(folder, "da-sua.pdf");
        await File.WriteAllBytesAsync(good, result, TestContext.Current.CancellationToken);
        result[result.Length / 3] ^= 1;
        await File.WriteAllBytesAsync(changed, result, TestContext.Current.CancellationToken);

        IPage page = await program.Browsing(null, javaScript: false, width: 360);
        string valid = await Check(page, "/kiem-tra-chu-ky", good);
        valid.ShouldContain("Cả 2 chữ ký đều hợp lệ");
        valid.ShouldContain("MÔ PHỎNG");
        (await Check(page, "/en/kiem-tra-chu-ky", good)).ShouldContain("All 2 signatures are valid");
        string broken = await Check(page, "/kiem-tra-chu-ky", changed);
        broken.ShouldNotContain("đều hợp lệ");
        broken.ShouldNotContain("không có chữ ký số");
        await page.Context.CloseAsync();

        IPage looked = await program.Browsing(null, width: 360);
        await Check(looked, "/kiem-tra-chu-ky", good);
        (await looked.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
#pragma warning disable CS0618 // As in every look at a page without frames.
        AxeResult axe = await looked.RunAxeLegacy();
#pragma warning restore CS0618
        axe.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}").ShouldBeEmpty();
        await looked.Context.CloseAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    static async Task<string> Check(IPage page, string path, string file)
    {
        await page.GotoAsync(path);
        await page.Locator("main input[name=File]").SetInputFilesAsync(file);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForSelectorAsync("main .usa-alert");
        return await page.Locator("main").InnerTextAsync();
    }

    async Task<byte[]> Issued()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer"),
            leader = await program.As("leader"), records = await program.As("registry-clerk");
        string code = await citizen.Submitted(FormSteps.Birth, BirthRegistrationTests.Child);
        await clerk.Do(code, "accept");
        await officer.Do(code, "examine");
        await officer.Do(code, "prepare", new Dictionary<string, string?> { ["kq_so_dang_ky"] = "216/2026", ["kq_so_phoi"] = "AB 0123457" });
        await leader.Do(code, "sign", new Dictionary<string, string?> { ["step.HasRead"] = "true", ["step.Pin"] = program.Pin });
        await records.Do(code, "issue", new Dictionary<string, string?> { ["step.Pin"] = program.Pin });
        string link = Regex.Matches((await citizen.Open($"/ho-so/{code}")).Html, $"ho-so/{Regex.Escape(code)}/giay/[0-9a-f-]+").First().Value;
        return (await citizen.Open("/" + link)).Bytes;
    }
}

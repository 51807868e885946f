using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Where citizens turn round: back in the browser, a page changed from the check, something forgotten, a page opened again later.</summary>
public sealed class CitizenWayTests(ProgramFixture program)
{
    [Fact]
    public async Task The_back_button_of_the_browser_shows_the_form_again_after_an_error_was_corrected()
    {
        using Visitor citizen = await program.As("citizen");
        string first = (await citizen.Start(FormSteps.Copy)).Path;
        IPage page = await program.Browsing("citizen");
        await page.GotoAsync(first);
        foreach (string name in new[] { "nyc_ho_ten", "nyc_giay_to", "nyc_cu_tru" })
            await page.FillAsync($"[name={name}]", CitizenSteps.CopyRequest[name]);
        await page.FillAsync("[name=nyc_giay_to]", "12");
        await page.Submit();
        (await page.Locator("[aria-invalid=true]").CountAsync()).ShouldBe(1);
        await page.FillAsync("[name=nyc_giay_to]", CitizenSteps.CopyRequest["nyc_giay_to"]);
        await page.Submit();
        page.Url.ShouldNotEndWith(first);

        await page.GoBackAsync();

        page.Url.ShouldEndWith(first);
        (await page.InputValueAsync("[name=nyc_cu_tru]")).ShouldBe(CitizenSteps.CopyRequest["nyc_cu_tru"]);
        // The browser shows what it has kept, and that is older than what was saved since: it is said, and saved when asked again.
        await page.FillAsync("[name=nyc_cu_tru]", "Khu 9, phường Việt Trì");
        await page.FillAsync("[name=nyc_giay_to]", CitizenSteps.CopyRequest["nyc_giay_to"]);
        await page.Submit();
        (await page.Locator("main .usa-alert--error").InnerTextAsync()).ShouldContain("nội dung khác đã được lưu");
        (await page.InputValueAsync("[name=nyc_cu_tru]")).ShouldBe("Khu 9, phường Việt Trì");
        await page.Submit();
        page.Url.ShouldNotEndWith(first);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_pages_are_counted_to_the_last_one_before_sending()
    {
        using Visitor citizen = await program.As("citizen");
        List<(string Number, string Of)> counted = [];
        await citizen.Fill(await citizen.Start(FormSteps.Copy), CitizenSteps.CopyRequest, seen: page =>
        {
            Match said = Regex.Match(page.Text, @"Trang (\d+) trên (\d+)");
            counted.Add((said.Groups[1].Value, said.Groups[2].Value));
        });

        counted.Select(page => page.Number).ShouldBe(Enumerable.Range(1, counted.Count).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        counted[^1].Of.ShouldBe(counted[^1].Number);
    }

    [Fact]
    public async Task What_is_changed_from_the_check_leads_back_to_the_check()
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer review = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest);
        foreach ((string link, string form) in new[] { ("lien-he", "contact"), ("nhan-ket-qua", "return") })
        {
            string change = Regex.Match(review.Html, $"href=\"(ho-so/nhap/[^\"]*/{link}[^\"]*)\"").Groups[1].Value;
            WebAnswer page = await citizen.Open("/" + change);
            (await citizen.Follow(await citizen.Send(page, form, FormSteps.Answered(page, CitizenSteps.CopyRequest)))).Path.ShouldBe(review.Path, link);
        }
    }

    [Fact]
    public async Task A_personal_number_that_cannot_exist_and_a_registration_before_birth_are_not_taken()
    {
        using Visitor citizen = await program.As("citizen");
        foreach (string number in new[] { "999999999999", "123456789012", "000190999123" })
        {
            Dictionary<string, string> wrong = new(CitizenSteps.CopyRequest) { ["nyc_giay_to"] = number };
            WebAnswer page = await citizen.Start(FormSteps.Copy);
            WebAnswer refused = await citizen.Send(page, "page", FormSteps.Answered(page, wrong));
            refused.Status.ShouldBe(422, number);
            refused.Text.ShouldContain("không có số định danh nào như vậy");
        }

        WebAnswer registered = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest, "/p-noi-dang-ky");
        WebAnswer early = await citizen.Send(registered, "page", new Dictionary<string, string?>(FormSteps.Answered(registered, CitizenSteps.CopyRequest))
        {
            ["dk_ngay.Day"] = "1", ["dk_ngay.Month"] = "5", ["dk_ngay.Year"] = "1990",
        });
        early.Status.ShouldBe(422);
        early.Text.ShouldContain("Ngày đăng ký phải từ ngày sinh đã khai đến hôm nay.");
    }

    [Fact]
    public async Task What_was_left_empty_is_asked_for_at_sign_in_and_at_the_look_up()
    {
        using Visitor nobody = program.Stranger();
        WebAnswer signIn = await nobody.Send(await nobody.Open("/dang-nhap"), "sign-in", FormSteps.Nothing);
        signIn.Status.ShouldBe(422);
        signIn.Text.ShouldContain("Nhập tên đăng nhập.");
        signIn.Text.ShouldContain("Nhập mật khẩu.");
        signIn.Text.ShouldNotContain("IDENTITY-");
        WebAnswer lookUp = await nobody.Send(await nobody.Open("/tra-cuu"), "look-up", FormSteps.Nothing);
        lookUp.Status.ShouldBe(422);
        lookUp.Text.ShouldContain("Nhập mã hồ sơ");
        lookUp.Text.ShouldContain("Nhập mã tra cứu");
    }

    [Fact]
    public async Task The_page_after_sending_leads_to_the_dossier_once_that_has_moved_on_and_an_unpaid_fee_is_said()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        (await citizen.Open($"/ho-so/{code}/da-gui")).Path.ShouldEndWith("/da-gui");
        WebAnswer sent = await citizen.Open($"/ho-so/{code}");
        sent.Text.ShouldContain("Ông/Bà còn phải nộp");
        sent.Text.ShouldNotContain("chưa cần làm gì thêm");

        await clerk.Do(code, "accept");

        (await citizen.Open($"/ho-so/{code}/da-gui")).Path.ShouldBe($"/ho-so/{code}");
    }
}

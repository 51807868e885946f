using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Forms that come back other than they were rendered, too late, or from nobody.</summary>
public sealed class TamperingTests(ProgramFixture program)
{
    const string Token = "__RequestVerificationToken";

    [Fact]
    public async Task An_option_that_is_not_in_the_list_is_refused_and_not_kept()
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer page = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest, "/p-quan-he");
        WebAnswer refused = await citizen.Send(page, "page", new Dictionary<string, string?> { ["nyc_quan_he"] = "vua" });
        refused.Status.ShouldBe(422);
        refused.Html.ShouldContain("usa-error-message");
        (await citizen.Open(page.Path)).Html.ShouldNotContain("vua\"");
    }

    [Fact]
    public async Task A_computed_field_and_a_field_of_another_page_cannot_be_set_from_outside()
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer page = await citizen.Filled(FormSteps.Birth, BirthRegistrationTests.Child, "/p-ngay-sinh");
        Dictionary<string, string?> typed = FormSteps.Answered(page, BirthRegistrationTests.Child);
        typed["ks_ngay_sinh_chu"] = "ngày không có thật";
        typed["nyc_ho_ten"] = "Người Khác";
        typed["ghi_them"] = "thêm vào";
        WebAnswer next = await citizen.Follow(await citizen.Send(page, "page", typed));
        WebAnswer review = await citizen.Fill(next, BirthRegistrationTests.Child);
        review.Text.ShouldNotContain("ngày không có thật");
        review.Text.ShouldNotContain("Người Khác");
        review.Text.ShouldNotContain("thêm vào");
        review.Text.ShouldContain(BirthRegistrationTests.Child["nyc_ho_ten"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CfDJ8-cũ")]
    public async Task A_form_with_a_missing_or_old_token_comes_back_with_what_was_typed_and_can_be_sent_again(string? token)
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer page = await citizen.Start(FormSteps.Copy);
        Dictionary<string, string?> typed = FormSteps.Answered(page, CitizenSteps.CopyRequest);
        typed["nyc_cu_tru"] = "Nhà số 7 \"ngõ\" <Hàng> & Bạc";
        WebAnswer kept = await citizen.Send(page, "page", new Dictionary<string, string?>(typed) { [Token] = token });
        kept.Status.ShouldBe(400);
        kept.Text.ShouldContain("Nhà số 7 \"ngõ\" <Hàng> & Bạc");
        (await citizen.Open(page.Path)).Html.ShouldNotContain("Hàng");

        WebAnswer again = await citizen.Send(kept, "page", FormSteps.Nothing);
        (await citizen.Follow(again)).Path.ShouldEndWith("/p-quan-he");
        RenderedForm.Of((await citizen.Open(page.Path)).Html, "page").Fields.ShouldContain(KeyValuePair.Create("nyc_cu_tru", "Nhà số 7 \"ngõ\" <Hàng> & Bạc"));
    }

    [Fact]
    public async Task What_comes_back_to_be_sent_again_is_said_in_the_words_of_its_page_not_in_codes()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(code, "accept");
        WebAnswer kept = await officer.Send(await officer.Open($"/can-bo/ho-so/{code}"), "prepare", new Dictionary<string, string?> { [Token] = "CfDJ8-cũ" });
        kept.Status.ShouldBe(400);
        kept.Text.ShouldMatch(@"Giới tính:\s+Nữ");
        kept.Text.ShouldMatch(@"Quốc tịch:\s+Việt Nam");
        (await officer.Send(kept, "prepare", FormSteps.Nothing)).Location.ShouldNotBeNull().ShouldContain("xong=prepare");
    }

    [Fact]
    public async Task What_was_typed_when_the_session_had_ended_waits_behind_the_sign_in()
    {
        using Visitor citizen = await program.SignedInAfresh("citizen");
        WebAnswer page = await citizen.Start(FormSteps.Copy);
        Dictionary<string, string?> typed = FormSteps.Answered(page, CitizenSteps.CopyRequest);
        await EndThisSession(citizen);

        WebAnswer led = await citizen.Send(page, "page", typed);
        led.Status.ShouldBe(303);
        led.Location!.ShouldStartWith("/dang-nhap");
        WebAnswer resend = await citizen.Follow(await program.SignIn(citizen, "citizen", led.Location!));
        resend.Path.ShouldBe("/gui-lai");
        resend.Text.ShouldContain(CitizenSteps.CopyRequest["nyc_cu_tru"]);
        // What was typed is shown, not how the form names it.
        resend.Text.ShouldNotContain("nyc_");

        WebAnswer next = await citizen.Follow(await citizen.Send(resend, "page", FormSteps.Nothing));
        next.Path.ShouldEndWith("/p-quan-he");
        RenderedForm.Of((await citizen.Open(page.Path)).Html, "page").Fields.ShouldContain(KeyValuePair.Create("nyc_cu_tru", CitizenSteps.CopyRequest["nyc_cu_tru"]));
    }

    [Fact]
    public async Task What_was_typed_is_not_shown_to_another_account()
    {
        using Visitor browser = await program.SignedInAfresh("citizen");
        WebAnswer page = await browser.Start(FormSteps.Copy);
        await EndThisSession(browser);
        await browser.Send(page, "page", FormSteps.Answered(page, CitizenSteps.CopyRequest));

        WebAnswer other = await browser.Follow(await program.SignIn(browser, "second-citizen", "/dang-nhap"));
        other.Path.ShouldNotBe("/gui-lai");
        (await browser.Open("/gui-lai")).Text.ShouldNotContain(CitizenSteps.CopyRequest["nyc_cu_tru"]);
    }

    [Theory]
    [InlineData("https://lua-dao.example/")]
    [InlineData("//lua-dao.example/")]
    [InlineData("/\\lua-dao.example/")]
    [InlineData("/\t/lua-dao.example/")]
    public async Task Sign_in_leads_to_this_site_only(string address)
    {
        using Visitor visitor = program.Stranger();
        WebAnswer signedIn = await program.SignIn(visitor, "citizen", $"/dang-nhap?returnUrl={Uri.EscapeDataString(address)}");
        signedIn.Status.ShouldBe(302);
        new Uri(visitor.Address, signedIn.Location!).Authority.ShouldBe(visitor.Address.Authority);
        signedIn.Location!.ShouldNotContain("lua-dao");
    }

    // As from another device: the cookie stays in this browser, the session is over.
    static async Task EndThisSession(Visitor visitor)
    {
        using Visitor device = new(visitor.Address.ToString(), visitor.Cookies.GetCookies(visitor.Address));
        WebAnswer home = await device.Open("/tai-khoan");
        WebAnswer left = await device.Post(new Uri(visitor.Address, "/dang-xuat"), [new(Token, RenderedForm.Token(home.Html))], [], multipart: false);
        left.Status.ShouldBe(303);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Pending;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class PendingPostTests : IAsyncLifetime
{
    const string Typed = "Nội dung gõ mất hai giờ: \"đường < sông\"";

    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task What_was_typed_before_the_session_ended_is_sent_after_sign_in()
    {
        using TestBrowser browser = await Expired();
        Answer away = await browser.Post("/thu/gui?so=7", ("note", Typed), ("__RequestVerificationToken", "old"), ("Form.Password", "bí mật"), ("Password.NewPasswordAgain", "bí mật"), ("SigningPin", "bí mật"));
        (away.Status, away.Location).ShouldBe((HttpStatusCode.SeeOther, "/dang-nhap?returnUrl=%2Fthu%2Fgui%3Fso%3D7"));
        (await browser.Get(away.Location!)).Text.ShouldContain("Phiên làm việc đã hết. Nội dung đã nhập vẫn còn nhưng chưa gửi đi.");

        Answer back = await browser.SignIn(house.UserName("citizen"), house.Password, away.Location!);
        back.Location.ShouldBe("/gui-lai");
        Answer page = await browser.Get("/gui-lai");
        page.Text.ShouldContain(Typed);
        page.Text.ShouldNotContain("bí mật");
        Answer sent = await browser.Send("/gui-lai", page, ("note", Typed));
        (sent.Status, sent.Body).ShouldBe((HttpStatusCode.OK, $"Citizen: {Typed}"));
    }

    [Fact]
    public async Task It_is_kept_encrypted()
    {
        using TestBrowser browser = await Expired();
        await browser.Post("/thu/gui", ("note", Typed));
        PendingPost kept = await house.Query(db => db.Set<PendingPost>(), posts => posts.SingleAsync(House.Token));
        System.Text.Encoding.UTF8.GetString(kept.Content).ShouldNotContain("gõ");
    }

    [Fact]
    public async Task It_is_offered_once_and_can_be_opened_again_for_half_an_hour()
    {
        using TestBrowser browser = await Expired();
        await browser.Post("/thu/gui", ("note", Typed));
        await browser.SignIn(house.UserName("citizen"), house.Password);
        await browser.Get("/gui-lai");
        (await browser.Get("/gui-lai")).Text.ShouldContain(Typed);
        (await (await SignedOut(browser)).SignIn(house.UserName("citizen"), house.Password)).Location.ShouldBe("/");
        house.Time.Advance(TimeSpan.FromMinutes(31));
        (await browser.Get("/gui-lai")).Text.ShouldNotContain(Typed);
    }

    [Fact]
    public async Task Somebody_else_who_signs_in_there_does_not_see_it()
    {
        using TestBrowser browser = await Expired();
        await browser.Post("/thu/gui", ("note", Typed));
        (await browser.SignIn(house.UserName("leader"), house.Password)).Location.ShouldBe("/can-bo");
        (await browser.Get("/gui-lai")).Text.ShouldNotContain(Typed);
    }

    [Fact]
    public async Task The_form_of_another_site_is_not_kept()
    {
        using TestBrowser browser = house.Browser(("Sec-Fetch-Site", "cross-site"));
        (await browser.Post("/thu/gui", ("note", Typed))).SetCookies.ShouldBeEmpty();
        (await Kept()).ShouldBe(0);
    }

    [Fact]
    public async Task More_than_256_kB_is_not_kept()
    {
        using TestBrowser browser = await Expired();
        Answer away = await browser.Post("/thu/gui", ("note", new string('x', PendingPosts.MostText)));
        away.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await Kept()).ShouldBe(0);
        (await browser.Get(away.Location!)).Text.ShouldContain("Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.");
    }

    [Fact]
    public async Task Who_fills_the_table_from_outside_fills_it_so_far()
    {
        using TestBrowser browser = house.Browser();
        for (int i = 0; i < 203; i++)
            await browser.Post("/thu/gui", ("note", "x"));
        (await Kept()).ShouldBe(200);
    }

    async Task<TestBrowser> Expired()
    {
        TestBrowser browser = await house.SignedIn("citizen");
        house.Time.Advance(TimeSpan.FromHours(3));
        return browser;
    }

    static async Task<TestBrowser> SignedOut(TestBrowser browser)
    {
        Answer page = await browser.Get("/tai-khoan");
        (await browser.Send("/tai-khoan", page, ("__RequestVerificationToken", TestBrowser.Hidden(page.Body).First(hidden => hidden.Name == "__RequestVerificationToken").Value))).Location.ShouldBe("/");
        return browser;
    }

    Task<int> Kept() => house.Query(db => db.Set<PendingPost>(), posts => posts.CountAsync(House.Token));
}

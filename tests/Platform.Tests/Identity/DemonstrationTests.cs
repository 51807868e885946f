using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class DemonstrationTests
{
    [Fact]
    public async Task There_is_one_sign_in_per_role_and_each_works_on_this_machine()
    {
        await using House house = await House.Serve();
        house.SignIns.Select(signIn => signIn.Role).Distinct().ShouldBe(
            ["citizen", "one-stop-clerk", "officer", "head-of-unit", "leader", "deputy-leader", "registry-clerk", "admin", "province-overseer"], ignoreOrder: true);
        house.SignIns.Select(signIn => signIn.UserName).ShouldBeUnique();
        house.SignIns.ShouldAllBe(signIn => signIn.Name.Length > 0 && signIn.RoleName.Length > 0);
        // As many at once as one machine may try.
        foreach (string role in house.SignIns.Select(signIn => signIn.Role).Distinct())
        {
            using TestBrowser browser = await house.SignedIn(role);
            (await browser.Get("/thu/dang-nhap")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Prefix", "/")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Through_a_proxy_they_are_refused(string header, string value)
    {
        await using House house = await House.Serve();
        using TestBrowser proxied = house.Browser((header, value));
        Answer answer = await proxied.SignIn(house.UserName("leader"), house.Password);
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Text.ShouldContain("chỉ đăng nhập được trên chính máy");
        answer.SetCookies.ShouldNotContain(cookie => cookie.StartsWith("vanlang-session=", StringComparison.Ordinal));

        using TestBrowser local = await house.SignedIn("leader");
        using TestBrowser stolen = house.Browser((header, value), ("Cookie", local.Cookies.GetCookieHeader(house.Address)));
        (await stolen.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_password_is_made_once_and_kept_for_its_owner_alone()
    {
        await using House house = await House.Province();
        string province = Path.GetDirectoryName(House.File("province.json"))!;
        (await house.Get<DemonstrationAccounts>().Create(province, House.Token))[0].Password.ShouldBe(house.Password);
        string file = Path.Combine(house.Data.Keys, "demonstration-password");
        house.Password.ShouldMatch("^[a-z]+-[a-z]+-[a-z]+-[0-9]{2}$");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.Delete(file);
        string changed = (await house.Get<DemonstrationAccounts>().Create(province, House.Token))[0].Password;
        changed.ShouldNotBe(house.Password);
        (await house.Get<SignIn>().Execute(house.UserName("leader"), changed, new("", "", "", IsLocal: true), House.Token)).Succeeded.ShouldBeTrue();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_call_there_is_none()
    {
        await using House house = await House.Build();
        (await house.Query(db => db.Set<Account>(), accounts => accounts.CountAsync(House.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task A_demonstration_password_is_not_changed()
    {
        await using House house = await House.Serve();
        using TestBrowser browser = await house.SignedIn("citizen");
        (await browser.Get("/tai-khoan")).Body.ShouldNotContain("Password.NewPassword");
    }
}

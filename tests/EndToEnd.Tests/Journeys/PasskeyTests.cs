using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Passkeys in a real browser, with the authenticator that its developer tools simulate.</summary>
public sealed class PasskeyTests(ProgramFixture program)
{
    [Fact]
    public async Task A_citizen_makes_a_passkey_and_signs_in_by_it_without_typing_anything()
    {
        IPage page = await program.NewBrowser(address: program.PublicAddress);
        ICDPSession tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await program.SignInIn(page, "citizen");
        await page.GotoAsync("/tai-khoan/xac-thuc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await page.FillAsync("[name='New.Name']", "Điện thoại");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tạo khóa truy cập" }).ClickAsync();
        await Assertions.Expect(page.Locator("li.vl-code")).ToHaveCountAsync(10);
        await page.GotoAsync("/tai-khoan/xac-thuc");
        await Assertions.Expect(page.Locator("main table")).ToContainTextAsync("Điện thoại");
        await page.GotoAsync("/dang-nhap");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();

        await page.GotoAsync("/dang-nhap?returnUrl=/tai-khoan/xac-thuc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await page.Arrive(address => new Uri(address).AbsolutePath == "/tai-khoan/xac-thuc");
        await Assertions.Expect(page.Locator("main table")).ToContainTextAsync("Điện thoại");

        // Taken away here, the device still offers it: the page says what to do.
        await page.GetByRole(AriaRole.Button, new() { Name = "Gỡ Điện thoại" }).ClickAsync();
        await page.Arrive("xong=go-khoa");
        await page.GotoAsync("/dang-nhap");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.GotoAsync("/dang-nhap");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=alert]").First).ToContainTextAsync("không mở được tài khoản nào ở đây");
    }

    [Fact]
    public async Task Without_script_the_page_of_sign_in_has_the_password_alone()
    {
        IPage page = await program.NewBrowser(javaScript: false);
        await page.GotoAsync("/dang-nhap");
        (await page.Locator("form[data-passkey]").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("[autocomplete=current-password]").IsVisibleAsync()).ShouldBeTrue();
    }
}

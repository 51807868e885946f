using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A citizen at the national portal and the desk of the province, with the portal as a program of its own.</summary>
public sealed class NationalPortalTests(ProgramFixture program, LinkedProgram linked) : IClassFixture<LinkedProgram>
{
    static readonly Dictionary<string, string> CopyRequest = new()
    {
        ["nyc_ho_ten"] = "Đinh Hồng Nhung", ["nyc_giay_to"] = "025185999083", ["nyc_cu_tru"] = "Khu 6, phường Việt Trì, tỉnh Phú Thọ", ["nyc_quan_he"] = "ban-than", ["loai_viec"] = "khai-sinh",
        ["dt_ho_ten"] = "Đinh Hồng Nhung", ["dt_ngay_sinh"] = "1985-02-24", ["dt_gioi_tinh"] = "nu", ["dk_noi"] = "UBND phường Gia Cẩm", ["so_luong"] = "2", ["cam_doan"] = "true",
    };

    [Fact]
    public async Task What_a_citizen_files_at_the_portal_is_done_at_the_desk_and_followed_there_though_the_portal_stumbles()
    {
        IPage citizen = await program.NewBrowser(address: linked.Portal);
        await citizen.GotoAsync("/su-co");
        await citizen.FillAsync("[name='Duplicate.lan']", "1");
        await citizen.ClickAsync("main button, form button");
        string code = await File(citizen);
        (await Status(citizen, code)).ShouldBeOneOf("Đã gửi, chờ tỉnh nhận", "Mới đăng ký");

        // Announced twice, it is one dossier and one message.
        IPage clerk = await program.NewBrowser(address: linked.Address);
        await linked.SignIn(clerk, "one-stop-clerk");
        await Polled.Until(() => TextOf(clerk, "/can-bo"), text => text.Contains(code, StringComparison.Ordinal));
        (await TextOf(clerk, "/can-bo/cong-quoc-gia?xem=tat-ca")).Split(code).Length.ShouldBe(2);
        await clerk.OpenFromInbox(code);
        await clerk.Press("Tiếp nhận");
        await Polled.Until(() => Status(citizen, code), status => status is "Được tiếp nhận" or "Đang xử lý");

        // The portal is down: the desk goes on, says in words what waits, and nothing is lost.
        await linked.StopPortal();
        IPage officer = await program.NewBrowser(address: linked.Address);
        await linked.SignIn(officer, "officer");
        await officer.OpenFromInbox(code);
        await officer.Locator("summary", new() { HasText = "Yêu cầu bổ sung" }).ClickAsync();
        await officer.FillAsync("#supplement-items", "Bản chụp giấy tờ tùy thân");
        await officer.FillAsync("#supplement-reason", "Bản đã gửi mờ, không đọc được.");
        await officer.Press("Yêu cầu bổ sung");
        string waits = await Polled.Until(() => TextOf(clerk, $"/can-bo/cong-quoc-gia/ho-so/{code}"), text => text.Contains("Thử lại", StringComparison.Ordinal));
        waits.ShouldContain("Không kết nối được với Cổng");

        await linked.StartPortal();
        await clerk.GotoAsync($"/can-bo/cong-quoc-gia/ho-so/{code}");
        await clerk.Press("Thử lại");
        await Polled.Until(() => Status(citizen, code), status => status == "Yêu cầu bổ sung giấy tờ");
        await Polled.Until(() => TextOf(clerk, $"/can-bo/cong-quoc-gia/ho-so/{code}"), text => !text.Contains("Không kết nối được", StringComparison.Ordinal) && !text.Contains("Thử lại", StringComparison.Ordinal));
    }

    async Task<string> File(IPage page)
    {
        await page.GotoAsync("/dang-nhap?ve=/nop/2.000635");
        await page.CheckAsync("[name=nguoi][value=CD023]");
        await page.ClickAsync("form button");
        await page.SelectOptionAsync("#_noi", "H44.148");
        foreach ((string key, string value) in CopyRequest)
        {
            ILocator field = page.Locator($"[name='{key}']");
            switch (await field.First.EvaluateAsync<string>("element => element.type"))
            {
                case "radio":
                    await page.CheckAsync($"[name='{key}'][value='{value}']");
                    break;
                case "checkbox":
                    await field.CheckAsync();
                    break;
                case "select-one":
                    await field.SelectOptionAsync(value);
                    break;
                default:
                    await field.FillAsync(value);
                    break;
            }
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp hồ sơ" }).ClickAsync();
        await page.Arrive(address => new Uri(address).Segments is [.., "ho-so/", _]);
        return new Uri(page.Url).Segments[^1];
    }

    static async Task<string> Status(IPage page, string code)
    {
        await page.GotoAsync($"/ho-so/{code}");
        return await page.Locator("#trang-thai").InnerTextAsync();
    }

    static async Task<string> TextOf(IPage page, string path)
    {
        await page.GotoAsync(path);
        return await page.Locator("main, body").First.InnerTextAsync();
    }
}

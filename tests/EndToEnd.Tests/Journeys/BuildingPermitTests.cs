using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>A permit to build a house: the site is inspected while the fire police are asked, without scripts and at the width of a phone.</summary>
public sealed class BuildingPermitTests(ProgramFixture program)
{
    /// <summary>Answers of a request to build a house, by the name of the input.</summary>
    internal static IReadOnlyDictionary<string, string> House { get; } = new Dictionary<string, string>
    {
        ["cdt_ten"] = "Đinh Hồng Nhung",
        ["cdt_giay_to"] = "025190999123",
        ["cdt_dia_chi"] = "Tổ 5, phường Việt Trì, tỉnh Phú Thọ",
        ["cdt_sdt"] = "0900001023",
        ["loai_gp"] = "nha-o",
        ["dia_diem.Commune"] = "07900",
        ["dia_diem.Detail"] = "Thửa 12, tờ 5",
        ["lo_dat"] = "12",
        ["dt_lo"] = "120",
        ["gcn"] = "CE 123456",
        ["cap_ct"] = "iv",
        ["so_tang"] = "3",
        ["chieu_cao"] = "11",
        ["dt_xd"] = "80",
        ["dt_san"] = "240",
        ["tien_do"] = "10",
        ["lien_ke"] = "khong",
        ["cam_doan"] = "true",
    };

    [Fact]
    public async Task A_house_is_permitted_after_an_inspection_and_the_opinion_of_the_fire_police()
    {
        DateTime now = DateTime.UtcNow.AddHours(7);
        IPage citizen = await program.SignedIn("citizen", javaScript: false, width: 390);
        await citizen.GotoAsync("/thu-tuc/1.013225/nop");
        await citizen.ChooseAgency("xa2025-07900");
        await citizen.Submit();
        await citizen.FillForm(House, Samples.Photo());
        string code = await citizen.Send();

        IPage clerk = await program.SignedIn("one-stop-clerk", javaScript: false);
        await clerk.OpenFromInbox(code);
        await clerk.Press("Tiếp nhận");
        await clerk.Press("Thu 75.000 đ");

        IPage officer = await program.SignedIn("officer", javaScript: false);
        for (int step = 0; step < 3; step++)
        {
            await officer.OpenFromInbox(code);
            if (await officer.Locator("#inspection-date").CountAsync() > 0)
            {
                await officer.FillAsync("#inspection-date", Day(now.AddDays(1)));
                await officer.FillAsync("#inspection-place", "Thửa 12, tờ 5");
                await officer.Press("Hẹn ngày kiểm tra");
            }
            else if (await officer.Locator("#held-date").CountAsync() > 0)
            {
                await officer.FillAsync("#held-date", Day(now.AddDays(-1)));
                await officer.FillAsync("#held-time", "09:15");
                await officer.FillAsync("#held-findings", "Đất trống, đúng ranh giới, không tranh chấp.");
                await officer.Locator("label", new() { HasTextRegex = new("^Hiện trạng đúng với hồ sơ$") }).ClickAsync();
                await officer.Locator("main input[type=file]").SetInputFilesAsync(Samples.Photo());
                await officer.Press("Lập biên bản");
            }
            else
            {
                (await officer.InputValueAsync("#opinion-question")).ShouldContain("phòng cháy");
                await officer.Press("Lấy số, gửi văn bản");
            }
        }

        IPage fire = await program.SignedIn("fire-officer", javaScript: false, width: 390);
        await fire.OpenFromInbox(code);
        (await fire.Locator("main").InnerTextAsync()).ShouldContain("/CV-LYK");
        await fire.Locator("label", new() { HasTextRegex = new("^Đồng ý$") }).ClickAsync();
        await fire.FillAsync("#opinion-answer", "Công trình không thuộc diện thẩm duyệt.");
        await fire.Press("Gửi trả lời");

        await officer.OpenFromInbox(code);
        string seen = await officer.Locator("main").InnerTextAsync();
        seen.ShouldContain("Công trình không thuộc diện thẩm duyệt.");
        seen.ShouldContain("Đất trống, đúng ranh giới");
        string minutes = (await officer.GetByRole(AriaRole.Link, new() { Name = "Biên bản kiểm tra thực địa" }).First.GetAttributeAsync("href"))!;
        IAPIResponse paper = await officer.APIRequest.GetAsync($"{program.Address}/{minutes.TrimStart('/')}");
        Regex.Replace(Samples.TextOf(await paper.BodyAsync()), @"\s+", " ").ShouldContain("Đất trống, đúng ranh giới");
        await officer.Press("Trình ký");

        IPage head = await program.SignedIn("head-of-unit", javaScript: false);
        await head.OpenFromInbox(code);
        await head.Press("Đồng ý trình ký");

        IPage leader = await program.SignedIn("leader", javaScript: false);
        await leader.OpenFromInbox(code);
        await leader.Locator("label[for=has-read]").ClickAsync();
        await leader.Locator("#pin").First.FillAsync(program.Pin);
        await leader.Press("Ký");

        IPage records = await program.SignedIn("registry-clerk", javaScript: false);
        await records.OpenFromInbox(code);
        await records.Locator("#pin").First.FillAsync(program.Pin);
        await records.Press("Cấp số và ký số cơ quan");

        await clerk.OpenFromInbox(code);
        await clerk.Press("Trả kết quả");
        await citizen.GotoAsync($"/ho-so/{code}");
        string end = await citizen.Locator("main").InnerTextAsync();
        end.ShouldContain("Đã trả kết quả");
        end.ShouldContain("Đã hẹn ngày kiểm tra thực địa");
        end.ShouldNotContain("Văn bản lấy ý kiến");
    }

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using VanLang.Simulators.NationalPortal.Faults;

namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>Switches for what may go wrong.</summary>
static class FaultPage
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/su-co", (HttpContext context, ProvinceData province, FaultSwitches faults) => Html.Page("Gây sự cố", Form(faults), SignedIn.Of(context, province)));
        app.MapPost("/su-co", async (HttpContext context, FaultSwitches faults) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            foreach (Fault fault in Enum.GetValues<Fault>())
                faults.Set(fault, Number(form[$"{fault}.lan"]), Number(form[$"{fault}.gia-tri"]));
            return Results.Redirect("/su-co");
        }).DisableAntiforgery();
    }

    static string Form(FaultSwitches faults)
    {
        StringBuilder html = new("<p>Mỗi sự cố xảy ra đúng số lần đã đặt: với các lần gọi sắp tới của tỉnh, hoặc với các hồ sơ sắp nộp. / Each happens as often as set.</p><form method=\"post\"><table><tr><th>Sự cố</th><th>Còn mấy lần</th><th>Giá trị</th></tr>");
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            (int times, int value) = faults.Of(fault);
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html.Safe(FaultNames.Say(fault))}<br><span class=\"quiet\">{(FaultNames.IsOfCalls(fault) ? "lần gọi / calls" : "hồ sơ nộp / dossiers filed")}</span></td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><input style=\"width:5rem\" type=\"number\" min=\"0\" name=\"{fault}.lan\" value=\"{times}\" aria-label=\"{fault}: số lần\"></td><td><input style=\"width:6rem\" type=\"number\" min=\"0\" name=\"{fault}.gia-tri\" value=\"{value}\" aria-label=\"{fault}: giá trị\"></td></tr>");
        }

        return html.Append("</table><button>Đặt</button></form><p>Trường hợp gộp: nộp ở đây cho người đã có hồ sơ cùng thủ tục tại quầy. / A merged case: file here for somebody whose dossier of the same procedure is already at the counter.</p>").ToString();
    }

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Min(number, 1_000_000) : 0;
}

using System.Globalization;
using System.Net;
using System.Text;
using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;

namespace VanLang.Simulators.TrustServices.Pages;

/// <summary>The one page for people: where the services are, a key to take away, what may go wrong.</summary>
static class HomePage
{
    public const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}header{background:#12395b;color:#fff;padding:.75rem 1rem}main{max-width:44rem;margin:0 auto;padding:1rem}
        label{display:block;font-weight:600;margin-top:1rem}input{font:inherit;padding:.4rem;max-width:100%;box-sizing:border-box}button{font:inherit;background:#12395b;color:#fff;border:0;padding:.6rem 1.2rem;margin:1rem 0}
        table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #bbb;text-align:left;padding:.4rem}.mark{background:#ffe9a8;padding:.4rem 1rem;margin:0}code{overflow-wrap:anywhere}
        """;

    public static void Map(WebApplication app)
    {
        app.MapGet("/", (SimulatedAuthority authority, FaultSwitches faults) => Results.Content(Page(authority, faults), "text/html; charset=utf-8"));
        app.MapPost("/su-co", async (HttpContext context, FaultSwitches faults) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            foreach (Fault fault in Enum.GetValues<Fault>())
                faults.Set(fault, Number(form[$"{fault}.lan"]), Number(form[$"{fault}.gia-tri"]));
            return Results.Redirect("/");
        }).DisableAntiforgery();
        app.MapPost("/khoa", async (HttpContext context, SimulatedAuthority authority) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            return form["ten"].ToString() is { Length: > 0 and < 60 } name && form["mat-khau"].ToString() is { Length: > 0 } password
                ? Results.File(authority.IssueFile(name, password, form["so-dinh-danh"].ToString() is { Length: < 40 } number ? number.Trim() : ""), "application/x-pkcs12", "mo-phong.p12")
                : Results.Redirect("/");
        }).DisableAntiforgery();
        app.MapPost("/thu-hoi", async (HttpContext context, Revocations revocations, SimulatorClock clock) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            string serial = form["so"].ToString().Replace(":", "", StringComparison.Ordinal).Trim();
            if (serial.Length is > 0 and <= 40 && serial.All(char.IsAsciiHexDigit) && serial.Length % 2 == 0)
                revocations.Add(serial, clock.Now);
            return Results.Redirect("/");
        }).DisableAntiforgery();
    }

    static string Page(SimulatedAuthority authority, FaultSwitches faults)
    {
        StringBuilder rows = new();
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            (int times, int value) = faults.Of(fault);
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(FaultNames.Say(fault))}</td><td><input style=\"width:5rem\" type=\"number\" min=\"0\" name=\"{fault}.lan\" value=\"{times}\" aria-label=\"{fault}: số lần\"></td><td><input style=\"width:6rem\" type=\"number\" min=\"0\" name=\"{fault}.gia-tri\" value=\"{value}\" aria-label=\"{fault}: giá trị\"></td></tr>");
        }

        string at = WebUtility.HtmlEncode(authority.Address);
        return $"""
            <!DOCTYPE html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>MÔ PHỎNG – Dịch vụ tin cậy</title><style>{Style}</style></head>
            <body><header><strong>Dịch vụ tin cậy (mô phỏng)</strong></header>
            <p class="mark">MÔ PHỎNG: không phải tổ chức chứng thực thật, không có giá trị pháp lý. / A simulator; nothing signed under it has legal effect.</p>
            <main><h1>Dịch vụ tin cậy mô phỏng</h1>
            <p>Dấu thời gian RFC 3161: <code>{at}/tsa</code><br>OCSP: <code>{at}/ocsp</code><br>CRL: <a href="/crl/issuing.crl">phát hành</a>, <a href="/crl/root.crl">gốc</a><br>
            Chứng thư: <a href="/ca/root.crt">gốc</a>, <a href="/ca/issuing.crt">phát hành</a>, <a href="/ca/time-stamp.crt">dấu thời gian</a></p>
            <h2>Ký số từ xa</h2>
            <p>Dịch vụ: <code>{at}/csc/v2/</code>, tên tài khoản là họ và tên người ký. <a href="/dien-thoai">Điện thoại của người ký</a></p>
            <h2>Khóa của một người (PKCS #12)</h2>
            <form method="post" action="/khoa"><label for="ten">Họ và tên</label><input id="ten" name="ten" required maxlength="59"><label for="so-dinh-danh">Số định danh ghi trong chứng thư (có thể bỏ trống), ví dụ CCCD:001099000001</label><input id="so-dinh-danh" name="so-dinh-danh" maxlength="39"><label for="mat-khau">Mật khẩu của tệp</label><input id="mat-khau" name="mat-khau" type="password" required><button>Tải tệp khóa</button></form>
            <h2>Thu hồi chứng thư</h2>
            <form method="post" action="/thu-hoi"><label for="so">Số hiệu (hệ 16)</label><input id="so" name="so" required><button>Thu hồi</button></form>
            <h2>Gây sự cố / fault switches</h2>
            <form method="post" action="/su-co"><table><tr><th>Sự cố</th><th>Còn mấy lần</th><th>Giá trị</th></tr>{rows}</table><button>Đặt</button></form>
            </main></body></html>
            """;
    }

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Min(number, 100_000_000) : 0;
}

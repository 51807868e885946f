using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>Plain pages of the simulator, deliberately unlike those of the province.</summary>
static class Html
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}header{background:#7a0c0c;color:#fff;padding:.75rem 1rem}header a{color:#fff}
        main{max-width:44rem;margin:0 auto;padding:1rem}label,legend{display:block;font-weight:600;margin-top:1rem}input,select,textarea{font:inherit;padding:.4rem;max-width:100%;box-sizing:border-box;width:30rem}
        input[type=radio],input[type=checkbox]{width:auto}.choice{display:block;font-weight:400;margin:.2rem 0}fieldset{border:1px solid #999;margin:1rem 0;padding:0 1rem 1rem}button,.button{font:inherit;background:#7a0c0c;color:#fff;border:0;padding:.6rem 1.2rem;margin:1rem 0;display:inline-block;text-decoration:none}
        table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #bbb;text-align:left;padding:.4rem;vertical-align:top}.mark{background:#ffe9a8;padding:.4rem 1rem}.quiet{color:#555}
        """;

    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text made safe for HTML.</summary>
    public static string Safe(string? text) => Encoder.Encode(text ?? "");

    public static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7)).ToString("HH:mm 'ngày' dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A whole page around its main part, which is HTML already.</summary>
    public static IResult Page(string title, string main, Citizen? citizen, int status = 200) => Results.Content(
        $"""
        <!DOCTYPE html>
        <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Safe(title)} – MÔ PHỎNG Cổng DVCQG</title><style>{Style}</style></head>
        <body><header><strong><a href="/">Cổng Dịch vụ công quốc gia (mô phỏng)</a></strong> · <a href="/ho-so">Hồ sơ của tôi</a> · {(citizen is null ? "<a href=\"/dang-nhap\">Đăng nhập VNeID mô phỏng</a>" : Safe(citizen.Name))}</header>
        <p class="mark">MÔ PHỎNG: không phải Cổng thật, mọi người đều bịa đặt, không có giá trị pháp lý. / A simulator; everybody in it is invented.</p>
        <main><h1>{Safe(title)}</h1>
        {main}
        </main></body></html>
        """,
        "text/html; charset=utf-8", statusCode: status);
}

using System.Globalization;
using System.Net;
using System.Text;

namespace VanLang.Simulators.LocalSigning;

/// <summary>The window of the program: its code, what it is asked, what may go wrong. A real one is a window of the system and no page.</summary>
static class WindowPage
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}header{background:#12395b;color:#fff;padding:.75rem 1rem}main{max-width:44rem;margin:0 auto;padding:1rem}
        button,select{font:inherit;padding:.5rem 1rem;margin:.5rem 0}.code{font-size:2rem;letter-spacing:.2em}.mark{background:#ffe9a8;padding:.4rem 1rem;margin:0}code{overflow-wrap:anywhere}
        """;

    public static void Map(WebApplication app)
    {
        app.MapGet("/", (SigningDesk desk, SimulatorOptions options) => Results.Content(Page(desk, options), "text/html; charset=utf-8"));
        app.MapPost("/tra-loi", async (HttpContext context, SigningDesk desk) =>
        {
            // Only the window itself answers: a site cannot press its buttons.
            if (context.Request.Headers.Origin is [{ } origin] && origin != $"{context.Request.Scheme}://{context.Request.Host}")
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            IFormCollection form = await context.Request.ReadFormAsync();
            if (form.ContainsKey("su-co"))
                desk.Next = Enum.TryParse(form["su-co"], out Fault fault) ? fault : null;
            else
                desk.Answer(form["cau-hoi"], form["tra-loi"] == "dong-y");
            return Results.Redirect("/");
        }).DisableAntiforgery();
    }

    static string Page(SigningDesk desk, SimulatorOptions options)
    {
        StringBuilder questions = new();
        foreach (Question question in desk.Waiting)
        {
            questions.Append(CultureInfo.InvariantCulture, $"""
                <form method="post" action="/tra-loi"><h2>{WebUtility.HtmlEncode(question.Origin)}</h2>
                <ul>{string.Concat(question.Documents.Select(document => $"<li>{WebUtility.HtmlEncode(document.Name)}<br><code>SHA-256 {WebUtility.HtmlEncode(document.File)}</code></li>"))}</ul>
                <input type="hidden" name="cau-hoi" value="{WebUtility.HtmlEncode(question.Nonce)}"><button name="tra-loi" value="dong-y">Ký</button> <button name="tra-loi" value="tu-choi">Từ chối</button></form>
                """);
        }

        return $"""
            <!DOCTYPE html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="2"><title>MÔ PHỎNG – Phần mềm ký</title><style>{Style}</style></head>
            <body><header><strong>Phần mềm ký trên máy (mô phỏng)</strong></header>
            <p class="mark">MÔ PHỎNG: không có giá trị pháp lý. / A simulator; nothing signed here has legal effect.</p>
            <main><h1>{WebUtility.HtmlEncode(options.Name)}</h1><p>Mã ghép nối: <strong class="code" id="ma">{desk.Code}</strong></p>
            <p>Trang đã ghép nối: {WebUtility.HtmlEncode(string.Join(", ", desk.Sites))}</p>
            <h2>Yêu cầu ký</h2>{(questions.Length == 0 ? "<p>Không có yêu cầu nào.</p>" : questions.ToString())}
            <h2>Gây sự cố cho lần trả lời tới</h2><form method="post" action="/tra-loi"><select name="su-co" aria-label="Sự cố"><option value="">Không</option>{string.Concat(Enum.GetValues<Fault>().Select(fault => $"<option{(desk.Next == fault ? " selected" : "")}>{fault}</option>"))}</select> <button>Đặt</button></form>
            </main></body></html>
            """;
    }
}

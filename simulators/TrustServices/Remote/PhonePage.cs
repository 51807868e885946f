using System.Globalization;
using System.Net;
using System.Text;
using VanLang.Simulators.TrustServices.Pages;

namespace VanLang.Simulators.TrustServices.Remote;

/// <summary>All phones at once: who is asked what, to be confirmed, refused or left alone.</summary>
static class PhonePage
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/dien-thoai", (PhoneQuestions phones) => Results.Content(Page(phones), "text/html; charset=utf-8"));
        app.MapPost("/dien-thoai", async (HttpContext context, PhoneQuestions phones) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            if (phones.Find(form["cau-hoi"]) is { } question)
                phones.Answer(question, form["tra-loi"] == "dong-y");
            return Results.Redirect("/dien-thoai");
        }).DisableAntiforgery();

        // The same for a program: all that waits is answered.
        app.MapPost("/mo-phong/dien-thoai", (Answer answer, PhoneQuestions phones) =>
        {
            List<PhoneQuestion> waiting = [.. phones.Waiting];
            return Results.Json(waiting.Where(question => phones.Answer(question, answer.Yes)).Select(question => new { question.Holder, question.Description, hashes = question.Hashes }));
        });
        app.MapGet("/mo-phong/dien-thoai", (PhoneQuestions phones) => Results.Json(phones.Waiting.Select(question => new { question.Holder, question.Description, hashes = question.Hashes })));
    }

    static string Page(PhoneQuestions phones)
    {
        StringBuilder questions = new();
        foreach (PhoneQuestion question in phones.Waiting)
        {
            questions.Append(CultureInfo.InvariantCulture, $"""
                <form method="post" action="/dien-thoai"><h2>{WebUtility.HtmlEncode(question.Holder)}</h2><p>{WebUtility.HtmlEncode(question.Description)}</p>
                <ul>{string.Concat(question.Hashes.Select(hash => $"<li><code>{WebUtility.HtmlEncode(hash)}</code></li>"))}</ul>
                <input type="hidden" name="cau-hoi" value="{question.Handle}"><button name="tra-loi" value="dong-y">Xác nhận ký</button> <button name="tra-loi" value="tu-choi">Từ chối</button></form>
                """);
        }

        return $"""
            <!DOCTYPE html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3"><title>MÔ PHỎNG – Điện thoại</title><style>{HomePage.Style}</style></head>
            <body><header><strong>Điện thoại của người ký (mô phỏng)</strong></header>
            <p class="mark">MÔ PHỎNG: không có giá trị pháp lý. / A simulator; nothing signed here has legal effect.</p>
            <main><h1>Yêu cầu ký đang chờ</h1>{(questions.Length == 0 ? "<p>Không có yêu cầu nào. Trang tự cập nhật.</p>" : questions.ToString())}<p><a href="/">Về trang dịch vụ</a></p></main></body></html>
            """;
    }

    sealed record Answer(bool Yes);
}

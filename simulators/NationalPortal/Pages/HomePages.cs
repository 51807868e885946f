using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VanLang.Simulators.NationalPortal.Filing;

namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>Procedures, sign-in, and what became of the citizen's dossiers.</summary>
static class HomePages
{
    static readonly string[] Statuses =
    [
        "", "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính",
        "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/", (HttpContext context, ProvinceData province) => Html.Page("Thủ tục của tỉnh", Procedures(province), SignedIn.Of(context, province)));
        app.MapGet("/thu-tuc/{code}", (string code, HttpContext context, ProvinceData province) => province.Find(code) is { } procedure
            ? Html.Page(procedure.Name, $"<p>Mã thủ tục {Html.Safe(code)}</p><a class=\"button\" href=\"/nop/{Html.Safe(code)}\">Nộp trực tuyến</a>", SignedIn.Of(context, province))
            : Html.Page("Không có thủ tục này", $"<p>Cổng mô phỏng không biết thủ tục {Html.Safe(code)}.</p>", SignedIn.Of(context, province), 404));
        app.MapGet("/dang-nhap", (string? ve, HttpContext context, ProvinceData province) => Html.Page("Đăng nhập VNeID mô phỏng", SignIn(province, ve), SignedIn.Of(context, province)));
        app.MapPost("/dang-nhap", async (HttpContext context, ProvinceData province) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            if (province.Citizens.FirstOrDefault(citizen => citizen.Key == form["nguoi"]) is { } chosen)
                SignedIn.Set(context, chosen);
            return Results.Redirect(SignedIn.Way(form["ve"]));
        }).DisableAntiforgery();
        app.MapGet("/ho-so", (HttpContext context, ProvinceData province, PortalStore store) => SignedIn.Of(context, province) is { } citizen
            ? Html.Page("Hồ sơ của tôi", Dossiers(store.DossiersOf(citizen.TechnicalId)), citizen)
            : Results.Redirect("/dang-nhap?ve=/ho-so"));
        app.MapGet("/ho-so/{code}", (string code, HttpContext context, ProvinceData province, PortalStore store) =>
        {
            if (SignedIn.Of(context, province) is not { } citizen)
                return Results.Redirect($"/dang-nhap?ve=/ho-so/{Uri.EscapeDataString(code)}");
            return store.Dossier(code) is { } dossier && dossier.TechnicalId == citizen.TechnicalId
                ? Html.Page($"Hồ sơ {code}", Dossier(dossier) + Acts(dossier), citizen)
                : Html.Page("Không tìm thấy", "<p>Không có hồ sơ này trong tài khoản.</p>", citizen, 404);
        });
        app.MapPost("/ho-so/{code}/{kind}", async (string code, string kind, HttpContext context, ProvinceData province, PortalStore store) =>
        {
            if (SignedIn.Of(context, province) is not { } citizen || kind is not ("bo-sung" or "rut-ho-so") || store.Dossier(code) is not { } dossier || dossier.TechnicalId != citizen.TechnicalId)
                return Results.NotFound();
            IFormCollection form = await context.Request.ReadFormAsync();
            List<(string Component, string Name, string ContentType, byte[] Content)> files = [];
            foreach (IFormFile sent in form.Files.Where(file => file.Length > 0))
            {
                using MemoryStream content = new();
                await sent.CopyToAsync(content);
                files.Add((form["thanh_phan"].ToString(), sent.FileName, sent.ContentType, content.ToArray()));
            }

            store.Act(new(code, kind, citizen.Number, form["noi_dung"], null, files));
            return Results.Redirect($"/ho-so/{Uri.EscapeDataString(code)}");
        }).DisableAntiforgery();
    }

    static string Procedures(ProvinceData province)
    {
        StringBuilder html = new("<ul>");
        foreach (ProcedureData procedure in province.Procedures)
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/thu-tuc/{Html.Safe(procedure.Code)}\">{Html.Safe(procedure.Name)}</a> <span class=\"quiet\">{Html.Safe(procedure.Code)}</span></li>");
        return html.Append("</ul><p><a href=\"/su-co\">Gây sự cố / fault switches</a></p>").ToString();
    }

    static string SignIn(ProvinceData province, string? back)
    {
        StringBuilder html = new($"<form method=\"post\"><input type=\"hidden\" name=\"ve\" value=\"{Html.Safe(SignedIn.Way(back))}\"><fieldset><legend>Chọn người (bịa đặt)</legend>");
        foreach (Citizen citizen in province.Citizens)
            html.Append(CultureInfo.InvariantCulture, $"<label class=\"choice\"><input type=\"radio\" name=\"nguoi\" value=\"{Html.Safe(citizen.Key)}\" required> {Html.Safe(citizen.Name)}, {Html.Safe(citizen.Number)}</label>");
        return html.Append("</fieldset><button>Đăng nhập</button></form>").ToString();
    }

    static string Dossiers(IReadOnlyList<FiledDossier> dossiers)
    {
        if (dossiers.Count == 0)
            return "<p>Chưa có hồ sơ nào.</p>";
        StringBuilder html = new("<table><tr><th>Mã hồ sơ</th><th>Thủ tục</th><th>Trạng thái</th></tr>");
        foreach (FiledDossier dossier in dossiers)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"/ho-so/{Html.Safe(dossier.Code)}\">{Html.Safe(dossier.Code)}</a></td><td>{Html.Safe(dossier.ProcedureName)}</td><td>{Html.Safe(StatusOf(dossier))}</td></tr>");
        return html.Append("</table>").ToString();
    }

    static string Dossier(FiledDossier dossier)
    {
        JsonObject? last = dossier.Updates.Count > 0 ? dossier.Updates[^1].Body : null;
        StringBuilder html = new($"<p>{Html.Safe(dossier.ProcedureName)}</p><p>Nộp lúc {Html.Time(dossier.FiledAt)}, gửi đến {Html.Safe(dossier.AgencyName)}.</p><p>Trạng thái: <strong id=\"trang-thai\">{Html.Safe(StatusOf(dossier))}</strong></p>");
        if (last?["MaTraCuu"]?.ToString() is { Length: > 0 } lookup)
            html.Append(CultureInfo.InvariantCulture, $"<p>Tra cứu tại trang của tỉnh: <a href=\"{Html.Safe(last["DuongDanTraCuu"]?.ToString())}\">theo dõi</a>, mã tra cứu <strong id=\"ma-tra-cuu\">{Html.Safe(lookup)}</strong></p>");
        if (last?["DanhSachGiayToKetQua"] is JsonArray { Count: > 0 } results)
            foreach (JsonNode? result in results)
                html.Append(CultureInfo.InvariantCulture, $"<p>Kết quả: <a href=\"{Html.Safe(result?["DuongDanTepTinKetQua"]?.ToString())}\">{Html.Safe(result?["TenGiayTo"]?.ToString())}</a> số {Html.Safe(result?["MaGiayToKetQua"]?.ToString())}</p>");
        html.Append("<h2>Tiến trình</h2><table><tr><th>Lúc</th><th>Nội dung</th><th>Người xử lý</th></tr>");
        foreach (ProgressRow row in dossier.Progress)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html.Time(row.ReceivedAt)}</td><td>{Html.Safe(row.Content)}</td><td>{Html.Safe(row.Actor)}</td></tr>");
        return html.Append("</table>").ToString();
    }

    static string Acts(FiledDossier dossier) => $"""
        <h2>Bổ sung</h2><form method="post" action="/ho-so/{Html.Safe(dossier.Code)}/bo-sung" enctype="multipart/form-data">
        <label for="noi_dung">Nội dung bổ sung</label><input id="noi_dung" name="noi_dung">
        <label for="thanh_phan">Thành phần hồ sơ</label><input id="thanh_phan" name="thanh_phan" value="bo-sung">
        <label for="tep">Tệp</label><input id="tep" name="tep" type="file"><button>Gửi bổ sung</button></form>
        <h2>Rút hồ sơ</h2><form method="post" action="/ho-so/{Html.Safe(dossier.Code)}/rut-ho-so">
        <label for="ly_do">Lý do rút</label><input id="ly_do" name="noi_dung"><button>Rút hồ sơ</button></form>
        """;

    static string StatusOf(FiledDossier dossier) => dossier.Updates.Count == 0 ? "Đã gửi, chờ tỉnh nhận" : Statuses[dossier.Updates[^1].Status];
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VanLang.Simulators.NationalPortal.Filing;

namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>
/// One long page with every question of a form. The portal checks nothing of what the province's form demands: so does the province meet what
/// real life sends.
/// </summary>
static class FilingPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/nop/{code}", (string code, HttpContext context, ProvinceData province) =>
        {
            if (SignedIn.Of(context, province) is not { } citizen)
                return Results.Redirect($"/dang-nhap?ve=/nop/{Uri.EscapeDataString(code)}");
            return province.Find(code) is { } procedure
                ? Html.Page($"Nộp: {procedure.Name}", Form(procedure, province, citizen), citizen)
                : Html.Page("Không có thủ tục này", "", citizen, 404);
        });
        app.MapPost("/nop/{code}", async (string code, HttpContext context, ProvinceData province, PortalStore store) =>
        {
            if (SignedIn.Of(context, province) is not { } citizen || province.Find(code) is not { } procedure)
                return Results.Redirect($"/nop/{Uri.EscapeDataString(code)}");
            IFormCollection form = await context.Request.ReadFormAsync();
            FiledDossier filed = store.Take(new(
                code, form["_noi"].ToString(), citizen, FormFields.Answers(procedure.Components, form), await FormFields.Files(procedure.Components, form.Files),
                form["_dien_thoai"], form["_email"], form["_tra"], form["_dia_chi"]));
            return Results.Redirect($"/ho-so/{Uri.EscapeDataString(filed.Code)}");
        }).DisableAntiforgery();
    }

    static string Form(ProcedureData procedure, ProvinceData province, Citizen citizen)
    {
        StringBuilder html = new("<form method=\"post\" enctype=\"multipart/form-data\"><label for=\"_noi\">Cơ quan tiếp nhận</label><select id=\"_noi\" name=\"_noi\">");
        foreach (AgencyData agency in province.Agencies)
            html.Append(CultureInfo.InvariantCulture, $"<option value=\"{Html.Safe(agency.Code)}\">{Html.Safe(agency.Name)}</option>");
        html.Append("</select>");
        foreach (JsonNode? component in procedure.Components)
            FormFields.Append(html, component!, province, citizen);
        html.Append(CultureInfo.InvariantCulture, $"""
            <label for="_dien_thoai">Điện thoại</label><input id="_dien_thoai" name="_dien_thoai" value="{Html.Safe(citizen.Phone)}">
            <label for="_email">Email</label><input id="_email" name="_email" value="{Html.Safe(citizen.Email)}">
            <fieldset><legend>Nhận kết quả</legend>
            <label class="choice"><input type="radio" name="_tra" value="counter" checked> Tại nơi tiếp nhận</label>
            <label class="choice"><input type="radio" name="_tra" value="online"> Bản điện tử</label>
            <label class="choice"><input type="radio" name="_tra" value="post"> Qua bưu chính đến địa chỉ:</label>
            <input name="_dia_chi" aria-label="Địa chỉ nhận"></fieldset>
            """);
        return html.Append("<button>Nộp hồ sơ</button></form>").ToString();
    }
}

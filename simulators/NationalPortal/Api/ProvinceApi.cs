using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VanLang.Simulators.NationalPortal.Faults;
using VanLang.Simulators.NationalPortal.Filing;

namespace VanLang.Simulators.NationalPortal.Api;

/// <summary>
/// What a province calls: token, new dossiers since a cursor, one dossier, its files, acknowledgement; statuses and progress rows come back.
/// Answers carry <c>X-Chu-Ky</c>, HMAC-SHA-256 of the body under the client's secret.
/// </summary>
static class ProvinceApi
{
    const string Signature = "X-Chu-Ky";
    const string MessageId = "X-Ma-Thong-Diep";
    const int MostAnnounced = 50;

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/token", async (HttpRequest request, Tokens tokens) =>
        {
            IFormCollection form = await request.ReadFormAsync();
            return tokens.Issue(form["client_id"], form["client_secret"]) is { } token
                ? Results.Json(new { access_token = token, token_type = "Bearer", expires_in = (int)Tokens.Life.TotalSeconds })
                : Results.Unauthorized();
        });
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        api.AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Tokens>().Admits(context.HttpContext.Request.Headers.Authorization)
                ? await next(context)
                : Results.Unauthorized());
        api.MapGet("/ho-so/moi", New);
        api.MapGet("/thong-diep/{id}", One);
        api.MapPost("/thong-diep/{id}/xac-nhan", (string id, PortalStore store) => store.Acknowledge(id) ? Results.NoContent() : Results.NotFound());
        api.MapGet("/tep/{id:guid}", Content);
        api.MapPost("/ho-so/{code}/dong-bo", Update);
        api.MapPost("/ho-so/{code}/tien-trinh", Report);
    }

    static IResult New(long? sau, int? soLuong, PortalStore store, Tokens tokens, FaultSwitches faults, HttpResponse response)
    {
        IReadOnlyList<(long Place, PortalMessage Message)> found = store.Announced(sau ?? 0, Math.Clamp(soLuong ?? MostAnnounced, 1, MostAnnounced));
        return Signed(response, tokens, faults, JsonSerializer.Serialize(new
        {
            HoSo = found.Select(row => new
            {
                ThuTu = row.Place,
                MaThongDiep = row.Message.Id,
                MaHoSo = row.Message.DossierCode,
                MaTTHC = row.Message.ProcedureCode,
                DonViXuLy = row.Message.AgencyCode,
                NgayNopHoSo = DossierMessage.Time(row.Message.FiledAt),
                MaBam = row.Message.Hash,
                LoaiThongDiep = row.Message.Kind ?? "ho-so",
            }),
            ThuTuCuoi = found.Count > 0 ? found[^1].Place : sau ?? 0,
        }, DossierMessage.Json));
    }

    static IResult One(string id, PortalStore store, Tokens tokens, FaultSwitches faults, HttpResponse response) =>
        store.Message(id) is { } message ? Signed(response, tokens, faults, message.Body) : Results.NotFound();

    static IResult Content(Guid id, PortalStore store, FaultSwitches faults)
    {
        if (store.Content(id) is not { } content)
            return Results.NotFound();
        return Results.Bytes(faults.Take(Fault.CutFile) is null ? content : content[..(content.Length / 2)], "application/octet-stream");
    }

    static async Task<IResult> Update(string code, HttpRequest request, PortalStore store)
    {
        if (request.Headers[MessageId] is not [{ Length: > 0 } messageId] || await Body(request) is not { } body
            || !int.TryParse(body["TrangThaiHoSo"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int status) || status is < 1 or > 10)
            return Results.BadRequest();
        store.Update(code, messageId, status, body);
        return Results.NoContent();
    }

    static async Task<IResult> Report(string code, HttpRequest request, PortalStore store)
    {
        if (request.Headers[MessageId] is not [{ Length: > 0 } messageId] || await Body(request) is not { } body)
            return Results.BadRequest();
        store.Report(code, messageId, body["NguoiXuLy"]?.ToString() ?? "", body["NoiDungXuLy"]?.ToString() ?? "", body["ThoiDiemXuLy"]?.ToString() ?? "");
        return Results.NoContent();
    }

    static async Task<JsonObject?> Body(HttpRequest request)
    {
        try
        {
            return (await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static IResult Signed(HttpResponse response, Tokens tokens, FaultSwitches faults, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string signature = tokens.Sign(bytes);
        response.Headers[Signature] = faults.Take(Fault.BadSignature) is null ? signature : new string('0', signature.Length);
        return Results.Bytes(bytes, "application/json; charset=utf-8");
    }
}

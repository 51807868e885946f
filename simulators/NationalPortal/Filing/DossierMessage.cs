using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Simulators.NationalPortal.Filing;

/// <summary>
/// A dossier as the portal hands it out, with the field names that running systems use for the exchange (LGSP and national portal). What is not
/// published anywhere is of our own making: <c>DuLieuToKhai</c>, sizes and hashes of files.
/// </summary>
static class DossierMessage
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static string Time(DateTimeOffset at) => at.ToOffset(Vietnam).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    public static JsonObject Of(FiledDossier dossier, ProcedureData procedure, Filing filing, IReadOnlyList<PortalFile> files) => new()
    {
        ["MaHoSo"] = dossier.Code,
        ["MaTTHC"] = dossier.ProcedureCode,
        ["TenTTHC"] = dossier.ProcedureName,
        ["KenhThucHien"] = "2",
        ["ChuHoSo"] = dossier.OwnerName,
        ["LoaiDoiTuong"] = "1",
        ["MaDoiTuong"] = dossier.TechnicalId.ToString(),
        ["Email"] = filing.Email ?? "",
        ["SoDienThoai"] = filing.Phone ?? "",
        ["TrichYeuHoSo"] = dossier.ProcedureName,
        ["NgayNopHoSo"] = Time(dossier.FiledAt),
        ["TrangThaiHoSo"] = "1",
        // 0 as the citizen wishes at the counter, 1 by post to ThongTinTra, 2 the signed file alone.
        ["HinhThuc"] = filing.ReturnBy switch { "post" => "1", "online" => "2", _ => "0" },
        ["ThongTinTra"] = filing.ReturnAddress ?? "",
        ["DonViXuLy"] = dossier.AgencyCode,
        ["NoiNopHoSo"] = "1",
        ["TaiKhoanDuocXacThucVoiVNeID"] = "1",
        ["DinhDanhCHS"] = new JsonArray(new JsonObject { ["LoaiDinhDanh"] = dossier.PersonNumber.Length == 12 ? "1" : "2", ["SoDinhDanh"] = dossier.PersonNumber }),
        ["DuLieuToKhai"] = new JsonObject
        {
            ["MaToKhai"] = procedure.FormKey,
            ["PhienBan"] = filing.FormVersion ?? procedure.FormVersion,
            ["CauTraLoi"] = filing.Answers.DeepClone(),
        },
        ["TaiLieuNop"] = Files(files),
    };

    /// <summary>What a citizen does with a dossier: the names are of our own making, as no message of the kind is published.</summary>
    public static JsonObject OfAct(string code, string kind, DateTimeOffset at, string personNumber, string? text, IReadOnlyList<PortalFile> files) => new()
    {
        ["MaHoSo"] = code,
        ["LoaiThongDiep"] = kind,
        ["NgayGui"] = Time(at),
        ["NoiDung"] = text ?? "",
        ["DinhDanhCHS"] = new JsonArray(new JsonObject { ["LoaiDinhDanh"] = personNumber.Length == 12 ? "1" : "2", ["SoDinhDanh"] = personNumber }),
        ["TaiLieuNop"] = Files(files),
    };

    static JsonArray Files(IReadOnlyList<PortalFile> files) => new([.. files.Select(file => new JsonObject
    {
        ["TenTepDinhKem"] = file.Name,
        ["IsDeleted"] = "False",
        ["MaThanhPhanHoSo"] = file.Component,
        ["DuongDanTaiTepTin"] = $"/api/v1/tep/{file.Id}",
        ["DuocSoHoa"] = "0",
        ["DuocTaiSuDung"] = "0",
        ["DuocLayTuKhoDMQG"] = "0",
        ["KichThuoc"] = file.Length,
        ["MaBam"] = file.Hash,
    })]);

    /// <summary>The same dossier with one text answer changed.</summary>
    public static JsonObject WithOtherAnswers(JsonObject body)
    {
        JsonObject changed = body.DeepClone().AsObject();
        JsonObject answers = changed["DuLieuToKhai"]!["CauTraLoi"]!.AsObject();
        string key = answers.First(answer => answer.Value?.GetValueKind() == JsonValueKind.String && answer.Value.ToString().Contains(' ', StringComparison.Ordinal)).Key;
        answers[key] = answers[key] + " (sửa)";
        return changed;
    }
}

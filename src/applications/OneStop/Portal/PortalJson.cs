using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VanLang.OneStop.Portal;

/// <summary>How messages of the portal are written: Vietnamese field names without marks, times <c>yyyyMMddHHmmss</c> of Vietnam.</summary>
static class PortalJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static string Time(DateTimeOffset at) => at.ToOffset(Vietnam).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? at) => at is { } known ? Time(known) : null;

    /// <summary>The instant, UTC; null for what is none.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            ? new DateTimeOffset(local, Vietnam).ToUniversalTime()
            : null;
}

#pragma warning disable SA1313, IDE1006, CA1707 // The names are the portal's.
/// <summary>New messages since a place.</summary>
sealed record Announcements(IReadOnlyList<Announcement> HoSo, long ThuTuCuoi);

/// <summary>A message that can be fetched.</summary>
sealed record Announcement(long ThuTu, string MaThongDiep, string MaHoSo, string MaTTHC, string DonViXuLy, string NgayNopHoSo, string MaBam, string? LoaiThongDiep = null)
{
    /// <summary>What is done with a dossier; null for a dossier itself.</summary>
    public PortalAct? Act => LoaiThongDiep switch
    {
        null or "" or "ho-so" => null,
        "bo-sung" => PortalAct.Supplement,
        "rut-ho-so" => PortalAct.Withdrawal,
        _ => PortalAct.Unknown,
    };
}

/// <summary>A dossier as the portal hands it out; only what is used here. Field names as running systems write them.</summary>
/// <param name="MaDoiTuong">Technical id of the citizen's account at the portal.</param>
/// <param name="HinhThuc">0 at the place of receipt, 1 by post to <paramref name="ThongTinTra"/>, 2 the signed file alone.</param>
sealed record PortalDossierContent(
    string MaHoSo, string MaTTHC, string ChuHoSo, string NgayNopHoSo, string DonViXuLy, PortalDeclaration DuLieuToKhai, string? MaDoiTuong = null, string? Email = null,
    string? SoDienThoai = null, string? HinhThuc = null, string? ThongTinTra = null, string? TaiKhoanDuocXacThucVoiVNeID = null,
    IReadOnlyList<PortalIdentity>? DinhDanhCHS = null, IReadOnlyList<PortalFileEntry>? TaiLieuNop = null)
{
    /// <summary>The owner's identity number; null where none was given.</summary>
    public string? PersonNumber => DinhDanhCHS is [{ SoDinhDanh: { Length: > 0 } number }, ..] ? number : null;
}

/// <summary>What a citizen does with a dossier that was filed before.</summary>
/// <param name="NgayGui">When.</param>
/// <param name="NoiDung">Words beside the files; the reason of a withdrawal.</param>
sealed record PortalActContent(
    string MaHoSo, string LoaiThongDiep, string NgayGui, string? NoiDung = null, IReadOnlyList<PortalIdentity>? DinhDanhCHS = null, IReadOnlyList<PortalFileEntry>? TaiLieuNop = null)
{
    /// <summary>Identity number of who sent it; null where none was given.</summary>
    public string? PersonNumber => DinhDanhCHS is [{ SoDinhDanh: { Length: > 0 } number }, ..] ? number : null;
}

/// <summary>The e-form as filled in, by its key and the number of its version.</summary>
sealed record PortalDeclaration(string MaToKhai, string PhienBan, JsonElement CauTraLoi);

sealed record PortalIdentity(string LoaiDinhDanh, string SoDinhDanh);

sealed record PortalFileEntry(string TenTepDinhKem, string MaThanhPhanHoSo, string DuongDanTaiTepTin, long KichThuoc, string MaBam);
#pragma warning restore SA1313, IDE1006, CA1707

using System.Globalization;
using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>What an event of a dossier tells the portal: the dossier as it stood after it, in the field names of running systems.</summary>
static class PortalStatus
{
    /// <summary>Facts after the event, by column; null where the event changed none.</summary>
    public static IReadOnlyDictionary<string, string?>? After(SealedEvent sealedEvent)
    {
        using JsonDocument payload = JsonDocument.Parse(sealedEvent.Payload ?? "{}");
        return payload.RootElement.TryGetProperty("after", out JsonElement after) && after.ValueKind == JsonValueKind.Object
            ? after.EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString())
            : null;
    }

    public static DossierStatus StatusOf(IReadOnlyDictionary<string, string?> after) => (DossierStatus)int.Parse(after["status"]!, CultureInfo.InvariantCulture);

    /// <param name="code">Code under which the portal knows it.</param>
    /// <param name="filedThere">Whether the portal holds it for a citizen, who is then told how to follow it here.</param>
    public static Dictionary<string, object?> Of(
        string code, bool filedThere, SealedEvent sealedEvent, IReadOnlyDictionary<string, string?> after, DossierFile file, PortalNames names)
    {
        Dossier dossier = file.Dossier;
        DossierStatus status = StatusOf(after);
        return new()
        {
            ["MaHoSo"] = code,
            ["MaTTHC"] = dossier.ProcedureCode,
            ["TenTTHC"] = dossier.ProcedureName,
            ["MaLinhVuc"] = names.FieldCode,
            ["TenLinhVuc"] = names.FieldName,
            ["KenhThucHien"] = ((int)dossier.Channel).ToString(CultureInfo.InvariantCulture),
            ["ChuHoSo"] = dossier.OwnerName,
            ["LoaiDoiTuong"] = "1",
            ["MaDoiTuong"] = filedThere && dossier.Channel == Channel.Online ? dossier.SubmitterAccountId.ToString() : null,
            ["Email"] = dossier.ContactEmail,
            ["SoDienThoai"] = dossier.ContactPhone,
            ["TrichYeuHoSo"] = dossier.ProcedureName,
            ["NgayNopHoSo"] = PortalJson.Time(dossier.SubmittedAt),
            ["NgayTiepNhan"] = Time(after, "accepted_at"),
            ["NgayHenTra"] = Time(after, "due_at"),
            ["NgayYeuCauBoSung"] = status == DossierStatus.SupplementRequested ? PortalJson.Time(sealedEvent.At) : null,
            ["NgayTuChoi"] = status == DossierStatus.NotAccepted ? Time(after, "finished_at") : null,
            ["NgayKetThucXuLy"] = Time(after, "finished_at"),
            ["NgayTra"] = Time(after, "returned_at"),
            ["TrangThaiHoSo"] = ((int)status).ToString(CultureInfo.InvariantCulture),
            ["HinhThuc"] = dossier.ReturnMethod switch { ReturnMethod.Post => "1", ReturnMethod.Online => "2", _ => "0" },
            ["ThongTinTra"] = dossier.ReturnAddress,
            ["DonViXuLy"] = names.HolderCode,
            ["NoiNopHoSo"] = filedThere && dossier.Channel == Channel.Online ? "1" : "2",
            ["HoSoCoThanhPhanSoHoa"] = file.Documents.Any(document => document.FileId is not null) ? "1" : "0",
            // Paid on neither gateway: fees are taken at the counter.
            ["DuocThanhToanTrucTuyen"] = "3",
            ["DinhDanhCHS"] = dossier.OwnerPersonNumber is { } number
                ? new[] { new { LoaiDinhDanh = number.Length == 12 ? "1" : "2", SoDinhDanh = number } }
                : null,
            ["TaiLieuNop"] = file.Documents.Select(document => new
            {
                TenTepDinhKem = document.Name,
                IsDeleted = "False",
                MaThanhPhanHoSo = document.ComponentId,
                DuocSoHoa = document.FileId is null ? "0" : "1",
            }),
            ["DanhSachLePhi"] = dossier.Fee > 0
                ? new[] { new { TenPhiLePhi = dossier.ProcedureName, HinhThucThu = "1", Gia = dossier.Fee.ToString("0", CultureInfo.InvariantCulture), LoaiPhiLePhi = "1" } }
                : null,
            ["DanhSachHoSoBoSung"] = file.Supplements.Count == 0 ? null : file.Supplements.Select(request => new
            {
                NoiDung = request.Reason,
                NgayYeuCau = PortalJson.Time(request.RequestedAt),
                NgayBoSung = PortalJson.Time(request.AnsweredAt),
            }),
            ["DanhSachGiayToKetQua"] = after.GetValueOrDefault("result_number") is { } result
                ? new[] { new { TenGiayTo = names.ResultName, MaGiayToKetQua = result, DuongDanTepTinKetQua = names.ResultAddress } }
                : null,
            ["MaTraCuu"] = filedThere ? dossier.LookupCode : null,
            ["DuongDanTraCuu"] = filedThere ? names.TrackingAddress(code) : null,
        };
    }

    static string? Time(IReadOnlyDictionary<string, string?> after, string fact) =>
        after.GetValueOrDefault(fact) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? PortalJson.Time(at)
            : null;
}

/// <summary>Names and addresses beside a dossier.</summary>
/// <param name="HolderCode">Code of the agency that holds it.</param>
/// <param name="ResultAddress">Page on which anybody checks the result; null while there is none.</param>
/// <param name="Root">Address of this site.</param>
sealed record PortalNames(string FieldCode, string FieldName, string HolderCode, string ResultName, string? ResultAddress, string Root)
{
    public string TrackingAddress(string code) => $"{Root}/tra-cuu?ma={Uri.EscapeDataString(code)}";
}

using VanLang.Forms.Contracts;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>What an invented citizen declares, and what the officers write, for one procedure of each shape.</summary>
internal static class ShapeAnswers
{
    const string Person = "025190999123";
    const string Name = "Đinh Hồng Nhung";

    static readonly AnswerValue Born = new DateAnswer(new DateOnly(1985, 5, 17));

    public static Dictionary<string, AnswerValue?> Copy { get; } = new()
    {
        ["nyc_ho_ten"] = T(Name),
        ["nyc_giay_to"] = T(Person),
        ["nyc_cu_tru"] = T("Tổ 5, Việt Trì"),
        ["ten_giay_to"] = T("Bằng tốt nghiệp đại học"),
        ["ngon_ngu"] = T("vi"),
        ["so_trang"] = N(4),
        ["so_ban"] = N(3),
    };

    public static Dictionary<string, AnswerValue?> CopyResult { get; } = new() { ["kq_ten_giay_to"] = T("Bằng tốt nghiệp đại học"), ["kq_so_trang"] = N(4), ["kq_so_ban"] = N(3) };

    public static Dictionary<string, AnswerValue?> Birth { get; } = new()
    {
        ["nyc_ho_ten"] = T(Name),
        ["nyc_giay_to"] = T(Person),
        ["nyc_cu_tru"] = T("Tổ 5, Việt Trì"),
        ["nyc_quan_he"] = T("me"),
        ["truong_hop"] = T("thong-thuong"),
        ["ks_ho_ten"] = T("NGUYỄN MINH AN"),
        ["ks_gioi_tinh"] = T("nam"),
        ["ks_ngay_sinh"] = new DateAnswer(new DateOnly(2016, 9, 5)),
        ["ks_noi_sinh"] = T("Bệnh viện tỉnh"),
        ["ks_que_quan"] = T("Phú Thọ"),
        ["ks_dan_toc"] = T("01"),
        ["ks_quoc_tich"] = T("VN"),
        ["me_ho_ten"] = T(Name),
        ["me_giay_to"] = T(Person),
        ["me_dan_toc"] = T("01"),
        ["me_quoc_tich"] = T("VN"),
        ["me_cu_tru"] = T("Tổ 5, Việt Trì"),
        ["cha_me_ket_hon"] = T("khong"),
        ["ban_sao"] = T("khong"),
        ["doi_tuong_mien"] = T("khong"),
    };

    public static Dictionary<string, AnswerValue?> Household(string commune) => new()
    {
        ["chu_ho_ten"] = T("ĐINH HỒNG NHUNG"),
        ["chu_ngay_sinh"] = Born,
        ["chu_gioi_tinh"] = T("nu"),
        ["chu_giay_to"] = T(Person),
        ["chu_quoc_tich"] = T("VN"),
        ["chu_thuong_tru"] = T("Tổ 5, Việt Trì"),
        ["chu_lien_lac"] = T("Tổ 5, Việt Trì"),
        ["chu_sdt"] = T("0900000999"),
        ["ten_hkd"] = T("Hộ kinh doanh Bánh cuốn Bà Hồng"),
        ["tru_so"] = new AddressAnswer(commune, "Số 12"),
        ["von"] = N(50_000_000),
        ["so_lao_dong"] = N(2),
        ["nganh_chinh"] = T("Dịch vụ ăn uống, 5610"),
        ["chu_the"] = T("ca-nhan"),
    };

    public static Dictionary<string, AnswerValue?> HouseholdResult { get; } = new()
    {
        ["kq_so_gcn"] = T("18A8000001"),
        ["kq_ten"] = T("Hộ kinh doanh Bánh cuốn Bà Hồng"),
        ["kq_chu_ho"] = T(Name),
        ["kq_nganh"] = T("Dịch vụ ăn uống, 5610"),
        ["kq_von"] = N(50_000_000),
    };

    public static Dictionary<string, AnswerValue?> Licence { get; } = new()
    {
        ["ho_ten"] = T(Name),
        ["giay_to"] = T(Person),
        ["ngay_sinh"] = Born,
        ["gioi_tinh"] = T("nu"),
        ["quoc_tich"] = T("VN"),
        ["cu_tru"] = T("Tổ 5, Việt Trì"),
        ["sdt"] = T("0900000999"),
        ["gplx_so"] = T("250012345678"),
        ["gplx_hang"] = T("b2"),
        ["gplx_co_quan"] = T("Sở GTVT Phú Thọ"),
        ["gplx_ngay"] = new DateAnswer(new DateOnly(2006, 10, 20)),
        ["hang_de_nghi"] = T("b2"),
        ["ly_do"] = T("sap-het-han"),
        ["tuoc"] = T("khong"),
    };

    public static Dictionary<string, AnswerValue?> LicenceResult { get; } = new() { ["kq_so_gplx"] = T("250016000001"), ["kq_ho_ten"] = T(Name), ["kq_ngay_sinh"] = Born, ["kq_hang"] = T("b2") };

    public static Dictionary<string, AnswerValue?> Transport { get; } = new()
    {
        ["dv_ten"] = T("Công ty Vận tải Sông Hồng"),
        ["dv_mst"] = T("2600999001"),
        ["dv_dia_chi"] = T("Tổ 5, Việt Trì"),
        ["dv_sdt"] = T("0900000999"),
        ["ng_dieu_hanh"] = T(Name),
        ["loai_hinh"] = T("hang-hoa"),
        ["loai_cap"] = T("cap-moi"),
    };

    public static Dictionary<string, AnswerValue?> TransportResult { get; } = new()
    {
        ["kq_don_vi"] = T("Công ty Vận tải Sông Hồng"), ["kq_ma_so"] = T("2600999001"), ["kq_nguoi_dieu_hanh"] = T(Name), ["kq_loai_hinh"] = T("Hàng hóa"),
    };

    public static Dictionary<string, AnswerValue?> Building(string commune) => new()
    {
        ["cdt_ten"] = T(Name),
        ["cdt_giay_to"] = T(Person),
        ["cdt_dia_chi"] = T("Tổ 5, Việt Trì"),
        ["cdt_sdt"] = T("0900000999"),
        ["loai_gp"] = T("nha-o"),
        ["dia_diem"] = new AddressAnswer(commune, "Thửa 12"),
        ["lo_dat"] = T("12"),
        ["dt_lo"] = N(120),
        ["gcn"] = T("CE 123456"),
        ["cap_ct"] = T("iv"),
        ["so_tang"] = N(3),
        ["chieu_cao"] = N(11),
        ["dt_xd"] = N(80),
        ["dt_san"] = N(240),
        ["tien_do"] = N(10),
        ["lien_ke"] = T("khong"),
    };

    public static Dictionary<string, AnswerValue?> BuildingResult { get; } = new()
    {
        ["kq_chu_dau_tu"] = T(Name), ["kq_thua_dat"] = T("12"), ["kq_so_tang"] = N(3), ["kq_dt_xd"] = N(80), ["kq_dt_san"] = N(240), ["kq_chieu_cao"] = N(11),
    };

    public static Dictionary<string, AnswerValue?> Record { get; } = new()
    {
        ["ho_ten"] = T(Name),
        ["giay_to"] = T(Person),
        ["ngay_sinh"] = Born,
        ["gioi_tinh"] = T("nu"),
        ["noi_sinh"] = new PlaceAnswer("07900", new DateOnly(1985, 5, 17), ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], "Bệnh viện tỉnh"),
        ["quoc_tich"] = T("VN"),
        ["dan_toc"] = T("01"),
        ["thuong_tru"] = T("Tổ 5, Việt Trì"),
        ["sdt"] = T("0900000999"),
        ["ngay_cap"] = new DateAnswer(new DateOnly(2010, 1, 4)),
        ["noi_cap"] = T("Công an tỉnh Phú Thọ"),
        ["qua_trinh"] = T("05/1999 đến nay: Việt Trì, kế toán"),
        ["loai_phieu"] = T("so-1"),
        ["cam_dam_nhiem"] = T("khong"),
        ["muc_dich"] = T("Xin việc"),
        ["so_luong"] = N(3),
        ["dien_phi"] = T("chung"),
    };

    public static Dictionary<string, AnswerValue?> RecordResult { get; } = new()
    {
        ["kq_ho_ten"] = T(Name), ["kq_ngay_sinh"] = Born, ["kq_loai"] = T("Phiếu số 1"), ["kq_tinh_trang"] = T("Không có án tích"),
    };

    public static Dictionary<string, AnswerValue?> Marriage(string commune, string? former) => new()
    {
        ["nyc_ho_ten"] = T(Name),
        ["nyc_giay_to"] = T(Person),
        ["nyc_cu_tru"] = T("Tổ 5, Việt Trì"),
        ["nyc_quan_he"] = T("ban-than"),
        ["xn_ho_ten"] = T(Name),
        ["xn_giay_to"] = T(Person),
        ["xn_ngay_sinh"] = Born,
        ["xn_gioi_tinh"] = T("nu"),
        ["xn_dan_toc"] = T("01"),
        ["xn_quoc_tich"] = T("VN"),
        ["xn_noi_cu_tru"] = new AddressAnswer(commune, "Tổ 5"),
        ["xn_tinh_trang"] = T("chua-ket-hon"),
        ["xn_noi_khac"] = T(former is null ? "khong" : "trong-tinh"),
        ["xn_noi_cu_tru_cu"] = former is null ? null : new AddressAnswer(former, "Khu 2"),
        ["md_su_dung"] = T("khac"),
        ["md_khac"] = T("Vay vốn"),
        ["doi_tuong_mien"] = T("khong"),
    };

    public static Dictionary<string, AnswerValue?> MarriageResult { get; } = new()
    {
        ["kq_ho_ten"] = T(Name), ["kq_ngay_sinh"] = Born, ["kq_giay_to"] = T(Person), ["kq_tinh_trang"] = T("Chưa đăng ký kết hôn với ai"),
    };

    static TextAnswer T(string text) => new(text);

    static NumberAnswer N(decimal number) => new(number);
}

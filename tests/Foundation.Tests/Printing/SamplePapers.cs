using VanLang.Printing.Contracts;
using Data = System.Collections.Generic.Dictionary<string, object?>;

namespace VanLang.Foundation.Tests.Printing;

/// <summary>Invented data for each template of <c>province/templates</c>, with the long names that make layouts break.</summary>
internal static class SamplePapers
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 5, 30, TimeSpan.Zero);

    public static PrintOptions Options { get; } = new(Now, "Bản thử", Demonstration: true);

    public static string RepositoryFolder { get; } = FindRepository();

    /// <summary>Every template of the province.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. System.IO.Directory.GetFiles(Path.Combine(RepositoryFolder, "province", "templates"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static PrintTemplate Template(string name)
    {
        var file = Path.Combine(RepositoryFolder, "province", "templates", $"{name}.json");
        var load = PrintTemplate.Load(File.ReadAllText(file), $"{name}.json");
        return load.Template ?? throw new InvalidOperationException(string.Join('\n', load.Problems));
    }

    public static PrintedDocument Print(string name) => Template(name).Render(DataFor(), Options);

    /// <summary>One set of data that serves all templates.</summary>
    public static Data DataFor() => new()
    {
        ["agency"] = new Data { ["parent"] = null, ["name"] = "Ủy ban nhân dân phường Việt Trì", ["place"] = "Việt Trì" },
        ["unit"] = new Data { ["name"] = "Trung tâm Phục vụ hành chính công phường Việt Trì" },
        ["procedure"] = new Data { ["code"] = "2.000635", ["name"] = "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh" },
        ["dossier"] = new Data
        {
            ["code"] = "000.00.12.H44-261123-0007",
            ["lookupCode"] = "7KQ4-M9TX",
            ["lookupUrl"] = "dichvucong.example/tra-cuu",
            ["qr"] = "https://dichvucong.example/tra-cuu/000.00.12.H44-261123-0007",
            ["submittedAt"] = Now,
            ["answersHash"] = new string('c', 64),
            ["acceptedAt"] = Now.AddMinutes(40),
            ["checkBefore"] = Now.AddHours(8),
            ["appointmentAt"] = Now.AddHours(25),
            ["timeLimit"] = "trong ngày làm việc; nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo",
            ["sets"] = 1,
            ["channel"] = "Trực tuyến",
            ["helpPlace"] = null,
            ["returnPlace"] = "Trung tâm Phục vụ hành chính công phường Việt Trì",
        },
        ["owner"] = new Data
        {
            ["name"] = "Nguyễn Thị Ánh Tuyết", ["address"] = "Khu 10, phường Việt Trì, tỉnh Phú Thọ", ["phone"] = "0900001001", ["email"] = null,
        },
        ["submitter"] = null,
        ["form"] = Declaration(),
        ["addressee"] = "Ủy ban nhân dân phường Việt Trì",
        ["place"] = "Việt Trì",
        ["enclosures"] = new List<object?> { "Giấy tờ tùy thân", "Giấy xác nhận tình trạng hôn nhân" },
        ["fee"] = new Data { ["text"] = "8.000 đồng × 2 bản sao = 16.000 đồng" },
        ["papers"] = new List<object?>
        {
            Paper("Tờ khai cấp bản sao trích lục hộ tịch", "Bản điện tử", "to-khai.pdf", '3'),
            Paper("Văn bản ủy quyền có chứng thực của người được đề nghị cấp bản sao (khi nộp thay)", "Bản chụp", "uy-quyen-co-chung-thuc-2026.jpg", 'a'),
            Paper("Giấy tờ tùy thân", "Bản chụp kèm bản chính để đối chiếu", "can-cuoc.jpg", 'f'),
        },
        ["record"] = new Data { ["treeSize"] = 48213, ["root"] = "q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80=" },
        ["signer"] = new Data
        {
            ["authority"] = "TM. Ủy ban nhân dân", ["title"] = "Chủ tịch", ["name"] = "Phạm Quốc Trung", ["submitter"] = "Nguyễn Thị Ánh Tuyết",
        },
        ["clerk"] = new Data { ["name"] = "Đinh Đức Đạt" },
        ["contact"] = new Data { ["name"] = "ông Đinh Đức Đạt", ["phone"] = "0900000044" },
        ["request"] = new Data
        {
            ["at"] = Now, ["before"] = Now.AddDays(7), ["reason"] = null,
            ["items"] = new List<object?>
            {
                new Data { ["text"] = "Văn bản ủy quyền có chứng thực", ["reason"] = "Người nộp không phải là người được cấp bản sao và không thuộc trường hợp được miễn ủy quyền." },
                new Data { ["text"] = "Ảnh chụp rõ cả hai mặt của giấy tờ tùy thân", ["reason"] = null },
            },
        },
        ["apology"] = new Data { ["at"] = Now, ["from"] = Now, ["to"] = Now.AddDays(3), ["reason"] = "Chờ xác minh tại nơi đăng ký cũ", ["responsible"] = "Chuyên viên" },
        ["opinion"] = new Data
        {
            ["number"] = "17/LYK", ["date"] = new DateOnly(2026, 11, 23), ["asked"] = "Công an tỉnh Phú Thọ",
            ["question"] = "Đề nghị cho ý kiến về tình trạng án tích của Ông/Bà có tên trên.", ["dueAt"] = Now.AddDays(9),
        },
        ["inspection"] = new Data
        {
            ["heldAt"] = Now, ["place"] = "Khu 10, phường Việt Trì", ["recordedBy"] = "Hán Mạnh Tuấn", ["outcome"] = "Đủ điều kiện",
            ["findings"] = "Ranh giới thửa đất đúng với bản vẽ; chưa khởi công.",
            ["present"] = new List<object?> { new Data { ["text"] = "Hán Mạnh Tuấn, công chức địa chính" }, new Data { ["text"] = "Nguyễn Thị Ánh Tuyết, chủ đầu tư" } },
            ["photos"] = new List<object?> { new Data { ["name"] = "mat-truoc.jpg", ["hash"] = new string('b', 64) } },
        },
        ["refusal"] = new Data
        {
            ["at"] = Now,
            ["isAfterAcceptance"] = false,
            ["reason"] = "Sự kiện hộ tịch không được đăng ký tại tỉnh Phú Thọ và không có trong cơ sở dữ liệu hộ tịch điện tử.",
            ["legalBasis"] = new List<object?> { "Điều 63, Điều 64 Luật Hộ tịch số 60/2014/QH13", "Nghị định số 123/2015/NĐ-CP" },
            ["advice"] = "Ông/Bà có thể đề nghị tại nơi đã đăng ký sự kiện hộ tịch.",
        },
        ["document"] = new Data
        {
            ["title"] = "Trích lục khai sinh", ["notation"] = "TLKS-BS", ["note"] = null, ["registerName"] = "Cơ sở dữ liệu hộ tịch điện tử",
            ["qr"] = "https://dichvucong.example/kiem-tra/01JD9Z7K8W3QX5", ["checkUrl"] = "dichvucong.example/kiem-tra", ["unitCode"] = "TP-HT",
            ["sections"] = new List<object?>
            {
                Section(null, ("Họ, chữ đệm, tên", "NGUYỄN THỊ ÁNH TUYẾT"), ("Ngày, tháng, năm sinh", "05/02/1990 (ngày mùng năm tháng hai năm một nghìn chín trăm chín mươi)"),
                    ("Giới tính", "Nữ"), ("Dân tộc", "Kinh"), ("Quốc tịch", "Việt Nam"), ("Nơi sinh", "Bệnh viện đa khoa tỉnh Phú Thọ"),
                    ("Quê quán", "Xã Sơn Dương, huyện Lâm Thao, tỉnh Phú Thọ"), ("Số định danh cá nhân", "025190999001")),
                Section("Người mẹ", ("Họ, chữ đệm, tên", "Đặng Minh Hương"), ("Năm sinh", "1965"), ("Dân tộc, quốc tịch", "Kinh, Việt Nam")),
                Section("Người cha", ("Họ, chữ đệm, tên", "Nguyễn Khắc Hiếu"), ("Năm sinh", "1962"), ("Dân tộc, quốc tịch", "Kinh, Việt Nam")),
                Section("Đăng ký khai sinh", ("Nơi đăng ký", "Ủy ban nhân dân xã Sơn Dương, huyện Lâm Thao, tỉnh Phú Thọ"), ("Số, ngày đăng ký", "Số 17, ngày 12/02/1990")),
            },
        },
        ["outside"] = new Data
        {
            ["system"] = "Hệ thống thông tin đăng ký và quản lý hộ tịch của Bộ Tư pháp", ["number"] = "112/2026", ["formSerial"] = "A 0123456",
            ["registeredOn"] = new DateOnly(2026, 11, 23), ["copies"] = 2,
        },
        ["child"] = new Data
        {
            ["name"] = "Nguyễn Đăng Khôi", ["bornOn"] = new DateOnly(2026, 11, 2), ["gender"] = "Nam", ["identityNumber"] = "025226999002",
        },
    };

    private static Data Paper(string name, string kind, string file, char digit) => new()
    {
        ["name"] = name, ["kind"] = kind, ["quantity"] = 1, ["file"] = file, ["hash"] = new string(digit, 64),
    };

    private static Data Declaration() => new()
    {
        ["title"] = "Tờ khai đăng ký kết hôn", ["mark"] = "Chưa kiểm chứng", ["number"] = "Mẫu số 01", ["issuedWith"] = "Ban hành kèm theo Thông tư số 04/2020/TT-BTP",
        ["opening"] = "Chúng tôi đề nghị đăng ký kết hôn, với thông tin của hai bên như sau:",
        ["items"] = new List<object?>
        {
            new Data { ["heading"] = "1. Bên nữ" },
            new Data { ["label"] = "1.1. Họ, chữ đệm, tên:", ["value"] = "Nguyễn Thị Ánh Tuyết" },
            new Data { ["label"] = "1.2. Giới tính:", ["options"] = "☐ Nam ☒ Nữ" },
            new Data { ["label"] = "1.3. Tên gọi khác:", ["blank"] = true },
            new Data
            {
                ["grid"] = new Data
                {
                    ["columns"] = new List<object?> { new Data { ["head"] = "STT", ["share"] = 0.5 }, new Data { ["head"] = "Họ tên", ["share"] = 2.0 } },
                    ["rows"] = new List<object?> { new List<object?> { 1, "Nguyễn Khắc Hiếu" } },
                },
            },
        },
        ["pledges"] = new List<object?> { "Tôi cam đoan nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai của mình." },
        ["left"] = new Data { ["title"] = "Bên nữ", ["name"] = "Nguyễn Thị Ánh Tuyết" },
        ["right"] = new Data { ["title"] = "Bên nam", ["name"] = null },
        ["values"] = new[] { "nu", "nam" }.SelectMany(side => new[] { "ho_ten", "ngay_sinh", "dan_toc", "quoc_tich", "cu_tru", "giay_to", "lan_thu" }.Select(name => $"{side}_{name}"))
            .Append("so_ban_sao").ToDictionary(name => name, name => (object?)"Kinh"),
        ["boxes"] = new Data { ["ban_sao_co"] = "☒", ["ban_sao_khong"] = "☐" },
    };

    private static Data Section(string? title, params (string Label, string Value)[] rows) => new()
    {
        ["title"] = title,
        ["rows"] = rows.Select(row => (object?)new Data { ["label"] = row.Label, ["value"] = row.Value }).ToList(),
    };

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VanLang.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}

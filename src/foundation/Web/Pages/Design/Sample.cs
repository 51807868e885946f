using VanLang.Web.Contracts;

namespace VanLang.Web.Pages.Design;

/// <summary>Invented contents of the design pages.</summary>
static class Sample
{
    public sealed record Row(string Code, string Procedure, string Owner, DateTimeOffset Due, string State, Tone Tone, decimal Fee);

    public static string Text(string vietnamese, string english) => Languages.IsEnglish ? english : vietnamese;

    public static DateTimeOffset At(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.FromHours(7));

    public static IReadOnlyList<Row> Rows =>
    [
        new("000.00.15.H99-261123-0012", Text("Cấp bản sao trích lục hộ tịch", "Copy of a civil status extract"), "Nguyễn Thị Ánh Tuyết", At(23, 16, 30), Text("Quá hạn", "Overdue"), Tone.Danger, 8000),
        new("000.00.15.H99-261123-0013", Text("Đăng ký khai sinh", "Birth registration"), "Trần Văn Đức", At(24, 11, 0), Text("Sắp đến hạn", "Due soon"), Tone.Warning, 0),
        new("000.00.15.H99-261123-0014", Text("Đăng ký khai sinh", "Birth registration"), "Y Blơi Niê", At(25, 16, 30), Text("Trong hạn", "In time"), Tone.Success, 0),
        new("000.00.15.H99-261123-0015", Text("Cấp bản sao trích lục hộ tịch", "Copy of a civil status extract"), "Lê Hoàng Phước Quỳnh Như", At(25, 16, 30), Text("Chờ bổ sung", "Waiting for supplements"), Tone.Progress, 16000),
    ];

    public static IReadOnlyList<TabView> Tabs =>
    [
        new(Text("Mới đăng ký", "Newly submitted"), "design/can-bo", IsCurrent: true, Count: 4),
        new(Text("Đang xử lý", "In progress"), "design/can-bo?tab=2", Count: 12),
        new(Text("Yêu cầu bổ sung giấy tờ", "Waiting for supplements"), "design/can-bo?tab=3"),
        new(Text("Đã xử lý xong", "Finished"), "design/can-bo?tab=4"),
    ];

    public static IReadOnlyList<OptionView> Places =>
    [
        new("xa-a", Text("Xã Suối Trai", "Suối Trai commune"), Group: Text("Xã", "Communes")),
        new("xa-b", Text("Xã Ea Ly", "Ea Ly commune"), Group: Text("Xã", "Communes")),
        new("phuong-a", Text("Phường Tân Lập", "Tân Lập ward"), Group: Text("Phường", "Wards")),
    ];
}

using System.Globalization;

namespace VanLang.Web.Contracts;

/// <summary>
/// How figures, days and sizes are written for people. Figures and dates look the same in both languages (dd/MM/yyyy, 24 hours,
/// <c>1.234.567 đ</c>), so that nobody reads 1.000 for one; only words change with the language (by default that of the request).
/// </summary>
public static class VietnameseFormat
{
    /// <summary>Time zone of the province.</summary>
    public static TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>Culture by which figures are written and read, whatever the language of the page.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.ReadOnly(CultureInfo.GetCultureInfo("vi-VN"));

    /// <summary>Whole đồng: <c>1.234.567 đ</c>. An amount with a fraction is a bug and throws.</summary>
    public static string Money(decimal dong)
    {
        if (decimal.Truncate(dong) != dong)
            throw new ArgumentOutOfRangeException(nameof(dong), dong, "Amounts are whole đồng.");
        return dong.ToString("#,##0", Culture) + " đ";
    }

    /// <summary>A figure with up to <paramref name="decimals"/> decimals: <c>1.234,5</c>.</summary>
    public static string Number(decimal number, int decimals = 0) =>
        number.ToString(decimals == 0 ? "#,##0" : "#,##0." + new string('#', decimals), Culture);

    /// <summary><c>25/11/2026</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant in Vietnam: <c>25/11/2026</c>.</summary>
    public static string Date(DateTimeOffset instant) => Local(instant).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"ngày 05 tháng 11 năm 2026" as documents write it (day and month below 10 and 3 with a zero); "5 November 2026".</summary>
    public static string LongDate(DateOnly day, CultureInfo? language = null) => IsEnglish(language)
        ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"ngày {day.Day:00} tháng {(day.Month < 3 ? day.Month.ToString("00", CultureInfo.InvariantCulture) : day.Month)} năm {day.Year}");

    /// <summary>The time of an instant in Vietnam: <c>16:30</c>.</summary>
    public static string Time(DateTimeOffset instant) => Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant in Vietnam's time: <c>16:30 25/11/2026</c>.</summary>
    public static string DateTime(DateTimeOffset instant) => Local(instant).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant as people say it: "16 giờ 30 ngày 25/11/2026", "16 giờ ngày 25/11/2026"; "16:30 on 25/11/2026".</summary>
    public static string Deadline(DateTimeOffset instant, CultureInfo? language = null)
    {
        var local = Local(instant);
        if (IsEnglish(language))
            return local.ToString("HH:mm 'on' dd/MM/yyyy", CultureInfo.InvariantCulture);
        return local.Minute == 0
            ? local.ToString("H 'giờ ngày' dd/MM/yyyy", CultureInfo.InvariantCulture)
            : local.ToString("H 'giờ' mm 'ngày' dd/MM/yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>"3 ngày làm việc"; "3 working days".</summary>
    public static string WorkingDays(decimal days, CultureInfo? language = null) =>
        Count(days, 1, IsEnglish(language), "ngày làm việc", "working day", "working days");

    /// <summary>"15 ngày" (calendar days); "15 days".</summary>
    public static string CalendarDays(int days, CultureInfo? language = null) =>
        Count(days, 0, IsEnglish(language), "ngày", "day", "days");

    /// <summary>"4 giờ làm việc"; "4 working hours".</summary>
    public static string WorkingHours(decimal hours, CultureInfo? language = null) =>
        Count(hours, 1, IsEnglish(language), "giờ làm việc", "working hour", "working hours");

    /// <summary>"Trong ngày làm việc; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo"; the same in English.</summary>
    public static string InDay(TimeOnly cutOff, CultureInfo? language = null) => IsEnglish(language)
        ? string.Create(CultureInfo.InvariantCulture, $"Within the working day; received after {cutOff:HH:mm}: on the next working day")
        : string.Create(CultureInfo.InvariantCulture, $"Trong ngày làm việc; nhận sau {cutOff.Hour} giờ{(cutOff.Minute == 0 ? "" : $" {cutOff:mm}")} thì trả vào ngày làm việc tiếp theo");

    /// <summary>A file size in units of 1,000, as limits are written: "820 byte", "12 KB", "12,4 MB".</summary>
    public static string FileSize(long bytes) => bytes switch
    {
        < 1_000 => Number(bytes) + " byte",
        < 1_000_000 => Number(Math.Ceiling(bytes / 1_000m)) + " KB",
        < 1_000_000_000 => Number(Math.Round(bytes / 1_000_000m, 1), 1) + " MB",
        _ => Number(Math.Round(bytes / 1_000_000_000m, 1), 1) + " GB",
    };

    /// <summary>The instant on Vietnam's clock.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZone);

    static string Count(decimal number, int decimals, bool english, string vietnamese, string one, string many) =>
        $"{Number(number, decimals)} {(english ? number == 1 ? one : many : vietnamese)}";

    static bool IsEnglish(CultureInfo? language) => (language ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName == "en";
}

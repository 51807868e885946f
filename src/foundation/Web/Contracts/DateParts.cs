using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VanLang.Web.Contracts;

/// <summary>A date as typed into a <c>DateField</c>: three texts, kept as they are so that a wrong one can be shown again.</summary>
/// <param name="Day">1–31 as typed.</param>
/// <param name="Month">1–12 as typed.</param>
/// <param name="Year">Four digits as typed.</param>
public sealed record DateParts(string? Day, string? Month, string? Year)
{
    /// <summary>Nothing typed.</summary>
    public static DateParts Empty { get; } = new(null, null, null);

    /// <summary>No part holds anything but blanks.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    /// <summary>The parts of a date, or <see cref="Empty"/>.</summary>
    public static DateParts From(DateOnly? date) => date is { } d
        ? new(d.Day.ToString("00", CultureInfo.InvariantCulture), d.Month.ToString("00", CultureInfo.InvariantCulture), d.Year.ToString("0000", CultureInfo.InvariantCulture))
        : Empty;

    /// <summary>
    /// The parts of a stored text: <c>yyyy-MM-dd</c>, or <c>day/month/year</c> as typed (a part may be missing), or <see cref="Empty"/>.
    /// </summary>
    public static DateParts Split(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return From(date);
        var parts = text.Split('/');
        return new(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    /// <summary>What a <c>DateField</c> of that name has posted.</summary>
    public static DateParts Read(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new(form[name + ".Day"], form[name + ".Month"], form[name + ".Year"]);
    }

    /// <summary>True when the three parts are an existing day of the years 1000 to 9999.</summary>
    public bool TryGetDate(out DateOnly date)
    {
        date = default;
        if (!Number(Day, out var day) || !Number(Month, out var month) || !Number(Year, out var year)
            || year is < 1000 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;

        static bool Number(string? text, out int number) =>
            int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>As typed: <c>day/month/year</c>; empty when nothing was typed. <see cref="Split"/> reads it back.</summary>
    public override string ToString() => IsEmpty ? "" : $"{Day?.Trim()}/{Month?.Trim()}/{Year?.Trim()}";
}

using System.Globalization;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Filling;

/// <summary>Reads a date from day, month and year, and says in plain words which of them is wrong.</summary>
internal static class DateParser
{
    public static Parsed Parse(SchemaField field, string day, string month, string year)
    {
        var key = field.Key;
        string[] inputs = [field.InputId, $"{key}-month", $"{key}-year"];
        string[] parts = [day, month, year];
        // Who does not know the day, or the month either, leaves it out; not the month alone.
        var known = field.Kind != FieldKind.PartialDate || day.Length > 0 ? 3 : month.Length > 0 ? 2 : 1;
        var missing = Enumerable.Range(3 - known, known).Where(i => parts[i].Length == 0).ToList();
        if (missing.Count > 0)
            return Wrong(missing[0], "forms.date-missing", Join(missing));
        for (var i = 3 - known; i < 3; i++)
            if (parts[i].Length > 9 || !parts[i].All(char.IsAsciiDigit))
                return Wrong(i, "forms.date-digits", Join([i]));
        int d = known == 3 ? Number(day) : 1, m = known >= 2 ? Number(month) : 1, y = Number(year);
        if (year.Length != 4 || y < 1000)
            return Wrong(2, "forms.date-year");
        if (m is < 1 or > 12)
            return Wrong(1, "forms.date-month");
        if (known < 3)
            return new(new PartialDateAnswer(y, known == 2 ? m : null));
        var days = DateTime.DaysInMonth(y, m);
        if (d < 1 || d > days)
            return Wrong(0, "forms.date-day", m, y.ToString(CultureInfo.InvariantCulture), days);
        return new(new DateAnswer(new(y, m, d)));

        Parsed Wrong(int part, string code, params object[] arguments) => new(null, new(code, arguments), inputs[part]);
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static LocalText Join(IEnumerable<int> parts)
    {
        var names = parts.Select(p => Texts.Format(p switch { 0 => "Part.Day", 1 => "Part.Month", _ => "Part.Year" })).ToList();
        return new(string.Join(", ", names.Select(n => n.Vietnamese)), string.Join(", ", names.Select(n => n.English)));
    }
}

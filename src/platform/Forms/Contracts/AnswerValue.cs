using System.Globalization;
using VanLang.Forms.Loading;

namespace VanLang.Forms.Contracts;

/// <summary>One typed answer. An unanswered field has no value at all; there is no empty text.</summary>
public abstract record AnswerValue
{
    private protected AnswerValue()
    {
    }

    /// <summary>The value as FEEL takes it: string, decimal, bool, DateOnly or a context.</summary>
    public abstract object ToFeel();
}

/// <summary>Text, also the code of a chosen option. Unicode NFC, lines end with <c>\n</c>.</summary>
public sealed record TextAnswer(string Text) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Text;
}

/// <summary>A number; the unit is in the field's label.</summary>
public sealed record NumberAnswer(decimal Number) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Number;
}

/// <summary>A ticked (true) or seen and not ticked (false) box.</summary>
public sealed record BooleanAnswer(bool IsYes) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => IsYes;
}

/// <summary>A local date.</summary>
public sealed record DateAnswer(DateOnly Date) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Date;
}

/// <summary>A date of which only the year, or year and month, are known ("sinh năm 1950").</summary>
/// <param name="Year">1000 to 9999.</param>
/// <param name="Month">1 to 12, or null.</param>
public sealed record PartialDateAnswer(int Year, int? Month) : AnswerValue
{
    /// <summary>Earliest day it may be.</summary>
    public DateOnly First => new(Year, Month ?? 1, 1);

    /// <summary>Latest day it may be.</summary>
    public DateOnly Last => new(Year, Month ?? 12, DateTime.DaysInMonth(Year, Month ?? 12));

    /// <summary>A string, <c>1950</c> or <c>1950-03</c>: FEEL has no date without a day, and a rule over dates must not guess one.</summary>
    public override object ToFeel() => Iso;

    internal string Iso => Year.ToString("0000", CultureInfo.InvariantCulture) + (Month is { } month ? "-" + month.ToString("00", CultureInfo.InvariantCulture) : "");
}

/// <summary>The rows of a repeated group, in the order given.</summary>
public sealed record RowsAnswer(IReadOnlyList<FormAnswers> Rows) : AnswerValue
{
    /// <summary>No row.</summary>
    public static RowsAnswer None { get; } = new([]);

    /// <summary>A list of contexts with what was answered.</summary>
    public override object ToFeel() => Rows.Select(row => (object?)row.Values.ToDictionary(answer => answer.Key, answer => answer.Value?.ToFeel())).ToList();

    /// <inheritdoc/>
    public bool Equals(RowsAnswer? other) => other is not null && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => Rows.Aggregate(Rows.Count, HashCode.Combine);
}

/// <summary>A place: an administrative unit of the country as it was on a day, and what stands before it (house, street, hospital); or one that is no such unit, in words.</summary>
/// <param name="Unit">Code of the unit on that day; <see cref="Elsewhere"/> for a place abroad or a unit that the lists no longer know.</param>
/// <param name="Day">The day as of which it was asked: a code may mean another unit later.</param>
/// <param name="Names">Names of the unit and of those above it as they were then, lowest first; they stay, whatever lists say later. None elsewhere.</param>
/// <param name="Detail">House, street, hospital; empty if not given. Elsewhere the whole place.</param>
public sealed record PlaceAnswer(string Unit, DateOnly Day, IReadOnlyList<string> Names, string Detail) : AnswerValue
{
    /// <summary>Stands for the code of a unit where there is none.</summary>
    public const string Elsewhere = "-";

    /// <summary>The whole place as it is written: "Khu 5, phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ".</summary>
    public string Said => Names.Count == 0 ? Detail : Detail.Length == 0 ? Say(Names) : $"{Detail}, {FieldLoader.InSentence(Say(Names))}";

    /// <summary>A context with <c>unit</c>, <c>day</c>, <c>names</c> and <c>detail</c>.</summary>
    public override object ToFeel() => new Dictionary<string, object?> { ["unit"] = Unit, ["day"] = Day, ["names"] = Names.Select(name => (object?)name).ToList(), ["detail"] = Detail };

    /// <inheritdoc/>
    public bool Equals(PlaceAnswer? other) => other is not null && Unit == other.Unit && Day == other.Day && Detail == other.Detail && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unit, Day, Detail);

    internal static string Say(IReadOnlyList<string> names) => string.Join(", ", names.Select((name, i) => i == 0 ? name : FieldLoader.InSentence(name)));
}

/// <summary>An address: a commune and what stands before it (house, street, hamlet).</summary>
/// <param name="Commune">Code of the commune in the field's code list; where the field has none, the names of commune and province as typed.</param>
/// <param name="Detail">House, street, hamlet; empty if not given.</param>
public sealed record AddressAnswer(string Commune, string Detail) : AnswerValue
{
    /// <summary>A context with <c>commune</c> and <c>detail</c>.</summary>
    public override object ToFeel() => new Dictionary<string, object?> { ["commune"] = Commune, ["detail"] = Detail };
}

using Microsoft.AspNetCore.Http;
using VanLang.OneStop.Desk;

namespace VanLang.OneStop.Load;

/// <summary>What lines of the table stand for.</summary>
enum LoadBy
{
    Step,
    Agency,
    Person,
}

/// <summary>What a figure of the table counts.</summary>
enum LoadKind
{
    Open,
    Unassigned,
    Soon,
    Overdue,
    Done,
    Late,
}

/// <summary>What is asked for as it stands in an address; the table, the rows behind a figure and both files read the same.</summary>
/// <param name="Step">Name of a step.</param>
/// <param name="Person">Id of a person, or <see cref="Nobody"/>.</param>
/// <param name="Sort">Key of a column.</param>
sealed record LoadQuery(string? Period, Guid? Agency, string? Step, string? Person, LoadBy By, LoadKind Kind, string? Sort, bool Descending)
{
    /// <summary>What is nobody's yet.</summary>
    public const string Nobody = "chua-giao";

    public const string Page = "can-bo/tai-viec";

    public const string RowsPage = "can-bo/tai-viec/danh-sach";

    public const string TableFile = "can-bo/tai-viec/bang.csv";

    public const string RowsFile = "can-bo/tai-viec/danh-sach.csv";

    public static LoadQuery Of(IQueryCollection query) => new(
        Text(query["ky"]), Guid.TryParseExact(query["don-vi"], "N", out Guid agency) ? agency : null, Text(query["buoc"]), Text(query["nguoi"]),
        query["theo"].ToString() switch { "don-vi" => LoadBy.Agency, "nguoi" => LoadBy.Person, _ => LoadBy.Step },
        Enum.TryParse(query["muc"], out LoadKind kind) && Enum.IsDefined(kind) ? kind : LoadKind.Open,
        Text(query["sap"]), query["giam"] == "1");

    /// <summary>An address with this; what is given wins.</summary>
    public string Address(string path, params (string Name, string? Value)[] more)
    {
        (string Name, string? Value)[] own =
        [
            ("ky", Period), ("don-vi", Agency?.ToString("N")), ("buoc", Step), ("nguoi", Person),
            ("theo", By switch { LoadBy.Agency => "don-vi", LoadBy.Person => "nguoi", _ => null }),
        ];
        return PageAddress.Of(path, [.. own.Where(part => more.All(given => given.Name != part.Name)), .. more]);
    }

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

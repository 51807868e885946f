using System.Globalization;

namespace VanLang.Kernel.Record;

/// <summary>
/// What counts in law about a subject at one moment: state, holder, due time, fee, number, file hash. Column name to value, in ordinal order,
/// so that <c>verify</c> can rebuild a row from its events and name the column that differs.
/// </summary>
public sealed class Facts : SortedDictionary<string, string?>
{
    public Facts()
        : base(StringComparer.Ordinal)
    {
    }

    public void Add(string column, DateTimeOffset? instant) =>
        Add(column, instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public void Add(string column, Guid? id) => Add(column, id?.ToString());

    public void Add(string column, decimal? amount) => Add(column, amount?.ToString("0", CultureInfo.InvariantCulture));

    public void Add(string column, long? number) => Add(column, number?.ToString(CultureInfo.InvariantCulture));
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using VanLang.OneStop.Desk;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Load;

/// <summary>Table and rows as files for a spreadsheet: UTF-8 with byte order mark, comma, CRLF (RFC 4180). Times in working hours with a point.</summary>
static class LoadCsv
{
    static readonly string[] RowHeads = ["DossierCode", "Procedure", "By.Step", "By.Agency", "By.Person", "Since", "DueAt", "DoneAt", "TakenHours"];

    public static async Task Table(Stream to, IReadOnlyList<LoadLine> lines, LoadBy by, IStringLocalizer text)
    {
        await using StreamWriter csv = Writer(to);
        await Line(csv, [text[$"By.{by}"], .. Enum.GetValues<LoadKind>().Select(kind => text[$"Kind.{kind}"].Value), text["MedianHours"], text["NinetiethHours"]]);
        foreach (LoadLine line in lines)
            await Line(csv, [line.Name is "" ? text["Nobody"] : line.Name, .. Enum.GetValues<LoadKind>().Select(kind => line.Count(kind).ToString(CultureInfo.InvariantCulture)), Hours(line.Median), Hours(line.Ninetieth)]);
    }

    public static async Task Rows(Stream to, IAsyncEnumerable<IReadOnlyList<LoadRow>> parts, IReadOnlyDictionary<Guid, string> agencies, IStringLocalizer text, CancellationToken cancellationToken)
    {
        await using StreamWriter csv = Writer(to);
        await Line(csv, RowHeads.Select(head => text[head].Value));
        await foreach (IReadOnlyList<LoadRow> part in parts.WithCancellation(cancellationToken))
        {
            foreach (LoadRow row in part)
                await Line(csv, [row.Code, row.Procedure, row.Step, agencies.GetValueOrDefault(row.AgencyId, ""), row.Person ?? text["Nobody"], Time(row.Since), Time(row.DueAt), Time(row.DoneAt), Hours(row.Taken)]);
            await csv.FlushAsync(cancellationToken);
        }
    }

    static StreamWriter Writer(Stream to) => new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);

    static Task Line(StreamWriter csv, IEnumerable<string> cells) => csv.WriteAsync(string.Join(',', cells.Select(DossierCsv.Cell)) + "\r\n");

    static string Hours(TimeSpan? time) => time?.TotalHours.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    static string Time(DateTimeOffset? at) => at is { } time ? VietnameseFormat.DateTime(time) : "";
}

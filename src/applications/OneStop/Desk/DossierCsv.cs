using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>The list as a file for a spreadsheet, written while it is read: UTF-8 with byte order mark, comma, CRLF (RFC 4180).</summary>
static class DossierCsv
{
    // A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection), some read the full-width signs alike; an apostrophe makes it a text.
    static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static async Task Write(Stream to, IAsyncEnumerable<DossierListPage> pages, IStringLocalizer text, CancellationToken cancellationToken)
    {
        await using StreamWriter csv = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        string[] heads = ["DossierCode", "Owner", "Procedure", "Status", "Channel", "SubmittedAt", "AcceptedAt", "DueAt", "ClockState", "HeldAt", "ResultNumber", "ReturnMethod", "Fee", "FeePaidAt"];
        await Line(csv, heads.Select(head => text[head].Value));
        await foreach (DossierListPage page in pages.WithCancellation(cancellationToken))
        {
            foreach (DossierRow row in page.Rows)
                await Line(csv, Cells(row, page, text));
            await csv.FlushAsync(cancellationToken);
        }
    }

    /// <summary>One cell, quoted and safe to open.</summary>
    public static string Cell(string value)
    {
        string safe = value.Length > 0 && Formula.Contains(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    static string[] Cells(DossierRow row, DossierListPage page, IStringLocalizer text) =>
    [
        row.Code,
        row.OwnerName,
        $"{row.ProcedureCode} {row.ProcedureName}",
        text[$"Status.{row.Status}"],
        text[$"Channel.{row.Channel}"],
        Time(row.SubmittedAt),
        Time(row.AcceptedAt),
        Time(row.DueAt),
        row.SaidClock(page.Time) is { } clock ? text[$"Clock.{clock}"] : "",
        row.Holder(page.Agencies, text),
        row.ResultNumber ?? "",
        text[$"ReturnBy.{row.ReturnMethod}"],
        row.Fee.ToString("0", CultureInfo.InvariantCulture),
        Time(row.FeePaidAt),
    ];

    static Task Line(StreamWriter csv, IEnumerable<string> cells) => csv.WriteAsync(string.Join(',', cells.Select(Cell)) + "\r\n");

    static string Time(DateTimeOffset? at) => at is { } time ? VietnameseFormat.DateTime(time) : "";
}

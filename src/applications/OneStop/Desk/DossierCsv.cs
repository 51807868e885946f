using System.Buffers;
using System.Text;
using Microsoft.Extensions.Localization;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>The list as a file for a spreadsheet: UTF-8 with byte order mark, comma, CRLF (RFC 4180).</summary>
static class DossierCsv
{
    // A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection); an apostrophe makes it a text.
    static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r");

    public static byte[] Write(DossierListPage list, IStringLocalizer text)
    {
        StringBuilder csv = new();
        string[] heads = ["DossierCode", "Owner", "Procedure", "Status", "Channel", "SubmittedAt", "AcceptedAt", "DueAt", "ClockState", "HeldAt", "ResultNumber", "ReturnMethod", "Fee", "FeePaidAt"];
        Line(csv, heads.Select(head => text[head].Value));
        foreach (DossierRow row in list.Rows)
        {
            Line(csv,
            [
                row.Code,
                row.OwnerName,
                $"{row.ProcedureCode} {row.ProcedureName}",
                text[$"Status.{row.Status}"],
                text[$"Channel.{row.Channel}"],
                Time(row.SubmittedAt),
                Time(row.AcceptedAt),
                Time(row.DueAt),
                text[$"Clock.{row.Clock(list.Time)}"],
                row.Holder(list.Agencies, text),
                row.ResultNumber ?? "",
                text[$"ReturnBy.{row.ReturnMethod}"],
                row.Fee.ToString("0", System.Globalization.CultureInfo.InvariantCulture),
                Time(row.FeePaidAt),
            ]);
        }

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    /// <summary>One cell, quoted and safe to open.</summary>
    public static string Cell(string value)
    {
        string safe = value.Length > 0 && Formula.Contains(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    static void Line(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    static string Time(DateTimeOffset? at) => at is { } time ? VietnameseFormat.DateTime(time) : "";
}

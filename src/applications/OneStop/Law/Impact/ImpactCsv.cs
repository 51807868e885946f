using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using VanLang.OneStop.Desk;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Law.Impact;

/// <summary>The comparison as a file for a spreadsheet, written while it is made: UTF-8 with byte order mark, comma, CRLF (RFC 4180).</summary>
static class ImpactCsv
{
    public static async Task Write(Stream to, IAsyncEnumerable<ImpactBatch> batches, Func<Guid, Task<string>> agency, IStringLocalizer text, CancellationToken cancellationToken)
    {
        await using StreamWriter csv = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        string[] heads = ["DossierCode", "SubmittedOn", "HeldAt", "Applies", "FeeNow", "FeeThen", "LimitNow", "LimitThen", "AgencyNow", "AgencyThen"];
        await Line(csv, heads.Select(head => text[head].Value));
        await foreach (ImpactBatch batch in batches.WithCancellation(cancellationToken))
        {
            foreach (ImpactLine line in batch.Lines)
            {
                await Line(csv,
                [
                    line.Code, VietnameseFormat.Date(line.SubmittedAt), await agency(line.HolderAgencyId), text[line.Applies ? "AppliesYes" : "AppliesNo"],
                    Money(line.Now.Fee), Money(line.Then.Fee), line.Now.Limit?.Say() ?? "", line.Then.Limit?.Say() ?? "",
                    line.Now.Competence?.Agency.Text.In(CultureInfo.CurrentUICulture) ?? "", line.Then.Competence?.Agency.Text.In(CultureInfo.CurrentUICulture) ?? "",
                ]);
            }

            await csv.FlushAsync(cancellationToken);
        }
    }

    static Task Line(StreamWriter csv, IEnumerable<string> cells) => csv.WriteAsync(string.Join(',', cells.Select(DossierCsv.Cell)) + "\r\n");

    static string Money(decimal? amount) => amount?.ToString("0", CultureInfo.InvariantCulture) ?? "";
}

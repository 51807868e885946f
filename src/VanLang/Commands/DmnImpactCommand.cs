using System.CommandLine;
using System.Globalization;
using System.Text;
using VanLang.Kernel.Import;
using VanLang.OneStop.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang dmn-impact FILE</c>: which open dossiers a version that is not published would decide otherwise. Nothing is published.</summary>
static class DmnImpactCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "Tệp thu-tuc-MÃ@2027-03-01.dmn chưa ban hành / a file that is not published" };
        Option<DateOnly?> from = new("--from") { Description = "Ngày có hiệu lực, thay cho ngày trong tên tệp / first day, instead of that in the name" };
        Option<FileInfo?> csv = new("--csv") { Description = "Ghi từng hồ sơ / one row per dossier" };
        Option<string> data = DataOption.Create();
        Command command = new("dmn-impact", "Hồ sơ đang mở nào chịu tác động của bảng quyết định chưa ban hành / which open dossiers a decision that is not published would touch") { file, from, csv, data };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            services => Run(services, parsed.GetRequiredValue(file), parsed.GetValue(from), parsed.GetValue(csv), cancellationToken),
            cancellationToken));
        return command;
    }

    /// <summary>Compares and prints what differs.</summary>
    /// <returns>0 where the file could be compared.</returns>
    public static async Task<int> Run(IServiceProvider services, string file, DateOnly? from, FileInfo? csv, CancellationToken cancellationToken)
    {
        LawImpactReading reading = await services.GetRequiredService<LawImpactSurvey>().Read(file, from, cancellationToken);
        foreach (ImportProblem problem in reading.Problems)
            await Console.Error.WriteLineAsync($"{problem} / {problem.ReasonEn}");
        if (reading.Comparison is not { } comparison)
            return 1;
        await using StreamWriter? rows = csv is null ? null : new(csv.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        if (rows is not null)
            await rows.WriteAsync("code,submitted,applies,fee_now,fee_then,limit_now,limit_then,agency_now,agency_then\r\n");
        (int looked, int differing, int applying) = (0, 0, 0);
        await foreach (LawImpactStep step in comparison.Steps.WithCancellation(cancellationToken))
        {
            looked += step.Looked;
            foreach (LawImpactLine line in step.Lines)
            {
                differing++;
                applying += line.Applies ? 1 : 0;
                Console.WriteLine($"{line.Code} {line.SubmittedOn:yyyy-MM-dd} {(line.Applies ? "áp dụng / applies" : "nộp trước / before")}: {string.Join("; ", Changes(line))}");
                if (rows is not null)
                    await rows.WriteAsync(string.Join(',', Cells(line).Select(Quote)) + "\r\n");
            }

            await Console.Error.WriteLineAsync($"… {looked}/{comparison.Open}");
        }

        Console.WriteLine(
            $"{comparison.ProcedureCode}, từ {comparison.From:dd/MM/yyyy}: {looked} hồ sơ đang mở, {differing} hồ sơ khác, {applying} nộp từ ngày ấy. / from {comparison.From:yyyy-MM-dd}: {looked} open dossiers, {differing} decided otherwise, {applying} submitted from that day.");
        return 0;
    }

    static IEnumerable<string> Changes(LawImpactLine line)
    {
        if (line.Now.Fee != line.Then.Fee)
            yield return $"phí / fee {Money(line.Now.Fee)} → {Money(line.Then.Fee)}";
        if (line.Now.Limit != line.Then.Limit)
            yield return $"thời hạn / limit {line.Now.Limit ?? "?"} → {line.Then.Limit ?? "?"}";
        if (line.Now.Agency != line.Then.Agency)
            yield return $"cơ quan / agency {line.Now.Agency ?? "?"} → {line.Then.Agency ?? "?"}";
    }

    static string[] Cells(LawImpactLine line) =>
    [
        line.Code, line.SubmittedOn.ToString("O", CultureInfo.InvariantCulture), line.Applies ? "1" : "0", Money(line.Now.Fee), Money(line.Then.Fee), line.Now.Limit ?? "", line.Then.Limit ?? "", line.Now.Agency ?? "", line.Then.Agency ?? "",
    ];

    static string Money(decimal? amount) => amount?.ToString("0", CultureInfo.InvariantCulture) ?? "?";

    static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

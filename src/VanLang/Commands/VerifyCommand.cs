using System.CommandLine;
using VanLang.Kernel.Record;

namespace VanLang.Commands;

/// <summary>
/// <c>vanlang verify</c>: checks the hashes of the record and rebuilds every subject from its events; names each row and column that differs.
/// </summary>
static class VerifyCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        Command command = new("verify", "Đối chiếu sổ ghi với dữ liệu, nêu từng dòng và cột bị sửa / check the record against the tables, naming what differs") { data };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetRequiredValue(data), cancellationToken));
        return command;
    }

    static async Task<int> Run(string folder, CancellationToken cancellationToken)
    {
        if (!DatabaseOption.HasOne(folder))
        {
            await Console.Error.WriteLineAsync($"Không có cơ sở dữ liệu trong {Path.GetFullPath(folder)}. / There is no database there.");
            return 1;
        }

        return await CommandHost.Run(folder, services => Run(services, cancellationToken), cancellationToken);
    }

    /// <summary>Verifies and prints what it finds.</summary>
    /// <returns>0 where record and tables agree.</returns>
    public static async Task<int> Run(IServiceProvider services, CancellationToken cancellationToken)
    {
        VerificationCount count = new();
        int findings = 0;
        await foreach (VerificationFinding finding in services.GetRequiredService<RecordVerification>().Verify(count, cancellationToken))
        {
            findings++;
            Console.WriteLine($"{finding.Kind}: {finding.Table} {finding.Row} {finding.Column}: ghi {finding.Recorded ?? "-"}, thấy {finding.Found ?? "-"} / recorded, found");
        }

        Console.WriteLine($"{count.Events} sự kiện đã niêm phong, {count.Unsealed} chưa, {count.Rows} dòng; {findings} chỗ khác. / {count.Events} sealed events, {count.Unsealed} unsealed, {count.Rows} rows; {findings} differences.");
        return findings == 0 ? 0 : 1;
    }
}

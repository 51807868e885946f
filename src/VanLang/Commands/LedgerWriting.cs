using System.CommandLine;
using VanLang.Ledger.Contracts;
using VanLang.OneStop.Contracts;
using VanLang.Transparency;

namespace VanLang.Commands;

/// <summary>Verbs of <c>vanlang ledger</c> that write what strangers check: the key, proofs, an export, the evidence bundle of a dossier. Files are readable by their owner alone.</summary>
static class LedgerWriting
{
    public static IEnumerable<Command> Commands() => [Key(), Prove(), Consistency(), Export(), Bundle()];

    static Command Key()
    {
        Option<string> data = DataOption.Create();
        Command command = new("key", "In khóa công khai của sổ / print the public key of the log") { data };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            async services =>
            {
                if (await services.GetRequiredService<PublishedLog>().Key(cancellationToken) is not { } key)
                    return NotSigned();
                Console.WriteLine(key);
                return 0;
            },
            cancellationToken));
        return command;
    }

    static Command Prove()
    {
        Argument<string> what = new("EVENT|DOSSIER") { Description = "Mã sự kiện hoặc mã hồ sơ / id of an event or code of a dossier" };
        (Option<string> data, Option<FileInfo> file) = (DataOption.Create(), Out());
        Command command = new("prove", "Lập bằng chứng rằng một sự kiện, hoặc mọi sự kiện của một hồ sơ, có trong sổ / prove that an event, or all events of a dossier, are in the log") { what, data, file };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            async services =>
            {
                string asked = parsed.GetRequiredValue(what);
                byte[]? proof = Guid.TryParse(asked, out Guid id)
                    ? await services.GetRequiredService<LedgerReceipts>().OfEvent(id, cancellationToken)
                    : await services.GetRequiredService<DossierEvidence>().Proofs(asked, cancellationToken);
                return proof is null ? NotFound(asked) : await Write(parsed.GetRequiredValue(file), proof, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    static Command Consistency()
    {
        Argument<long> first = new("FIRST") { Description = "Cỡ của đầu sổ trước / size of the earlier head" };
        Argument<long> second = new("SECOND") { Description = "Cỡ của đầu sổ sau / size of the later head" };
        (Option<string> data, Option<FileInfo> file) = (DataOption.Create(), Out());
        Command command = new("consistency", "Lập bằng chứng rằng sổ chỉ dài thêm giữa hai đầu sổ đã ký / prove that the log only grew between two signed heads") { first, second, data, file };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            async services =>
            {
                (long from, long to) = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
                byte[]? proof = await services.GetRequiredService<LedgerReceipts>().Consistency(from, to, cancellationToken);
                return proof is null ? NotFound($"{from}, {to}") : await Write(parsed.GetRequiredValue(file), proof, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    static Command Export()
    {
        Option<long> from = new("--from") { Description = "Vị trí sự kiện đầu / place of the first event", DefaultValueFactory = _ => 0 };
        Option<long?> to = new("--to") { Description = "Vị trí sau sự kiện cuối; mặc định là đầu sổ đã ký mới nhất / place behind the last; the newest signed head by default" };
        Option<bool> bare = new("--without-contents") { Description = "Không kèm nội dung sự kiện và các dòng dữ liệu / without contents of events and rows of tables" };
        (Option<string> data, Option<FileInfo> file) = (DataOption.Create(), Out());
        Command command = new("export", "Xuất sổ để bên ngoài kiểm tra; có dữ liệu cá nhân / export the log for a check outside; holds personal data") { from, to, bare, data, file };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            async services =>
            {
                FileInfo target = parsed.GetRequiredValue(file);
                try
                {
                    ExportView? written;
                    await using (FileStream stream = Create(target))
                        written = await services.GetRequiredService<LedgerExport>().Write(stream, parsed.GetRequiredValue(from), parsed.GetValue(to), !parsed.GetValue(bare), cancellationToken);
                    if (written is null)
                    {
                        target.Delete();
                        return NotSigned();
                    }

                    Console.WriteLine(
                        $"{target.Name}: {written.Events} sự kiện, {written.Heads} đầu sổ, {written.Rows} dòng, đến đầu sổ {written.HeadSize}. / {written.Events} events, {written.Heads} heads, {written.Rows} rows, up to head {written.HeadSize}.");
                    return 0;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    return NotWritten(target, exception);
                }
            },
            cancellationToken));
        return command;
    }

    static Command Bundle()
    {
        Argument<string> code = new("DOSSIER") { Description = "Mã hồ sơ / code of the dossier" };
        (Option<string> data, Option<FileInfo> file) = (DataOption.Create(), Out());
        Command command = new("bundle", "Lập gói bằng chứng của một hồ sơ / make the evidence bundle of a dossier") { code, data, file };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            async services =>
            {
                string asked = parsed.GetRequiredValue(code);
                await using BundleFile? bundle = await services.GetRequiredService<DossierEvidence>().Bundle(asked, cancellationToken);
                if (bundle is null)
                    return NotFound(asked);
                using MemoryStream content = new();
                await bundle.Content.CopyToAsync(content, cancellationToken);
                return await Write(parsed.GetRequiredValue(file), content.ToArray(), cancellationToken);
            },
            cancellationToken));
        return command;
    }

    static Option<FileInfo> Out() => new("--out") { Description = "Tệp kết quả, chưa có / file to write, not there yet", Required = true };

    static async Task<int> Write(FileInfo file, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await using (FileStream stream = Create(file))
                await stream.WriteAsync(content, cancellationToken);
            Console.WriteLine($"{file.Name}: {content.Length} byte");
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return NotWritten(file, exception);
        }
    }

    static FileStream Create(FileInfo file) => new(
        file.FullName, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });

    static int NotWritten(FileInfo file, Exception exception)
    {
        Console.Error.WriteLine($"{file.Name}: không ghi được tệp / cannot be written: {exception.Message}");
        return 1;
    }

    static int NotFound(string asked)
    {
        Console.Error.WriteLine($"{asked}: không có, hoặc chưa nằm dưới đầu sổ đã ký; chương trình đang chạy ký mỗi phút. / not there, or not under a signed head yet; the running program signs every minute.");
        return 1;
    }

    static int NotSigned()
    {
        Console.Error.WriteLine("Chưa có đầu sổ đã ký cho phần này; chương trình đang chạy ký mỗi phút. / No signed head counts this yet; the running program signs every minute.");
        return 1;
    }
}

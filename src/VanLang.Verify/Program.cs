using System.CommandLine;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>
/// <c>vanlang-verify</c>: checks what an installation hands out with nothing but the file and keys that the reader trusts: no database, no network. 0: all holds, 1: something does not,
/// 2: the file cannot be read or the question is none.
/// </summary>
static class Program
{
    static async Task<int> Main(string[] arguments)
    {
        ParseResult parsed = Root().Parse(arguments);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync();
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        return Report.Unreadable;
    }

    static RootCommand Root()
    {
        Option<VerifierKey> log = new("--log")
        {
            Description = "Khóa công khai của sổ, lấy từ nơi tin cậy / public key of the log, from where you trust it",
            Required = true,
            Recursive = true,
            CustomParser = result => Key(result, NoteKeyKind.Log),
        };
        Option<VerifierKey[]> witnesses = new("--witness")
        {
            Description = "Khóa của bên chứng kiến phải có chữ ký, nhiều lần nếu nhiều / key of a witness whose signature is needed, once for each",
            Recursive = true,
            CustomParser = result => [.. result.Tokens.Select(token => Key(result, token.Value, NoteKeyKind.Witness)).OfType<VerifierKey>()],
        };
        Option<FileInfo[]> stampRoots = new("--time-stamp-root") { Description = "Chứng thư gốc của bên cấp dấu thời gian, PEM / root certificate of the time-stamp authority, PEM", Recursive = true };
        RootCommand root = new("Kiểm tra bằng chứng từ sổ cái minh chứng, không cần mạng / check evidence from the log, without any network. 0 đúng / holds, 1 sai / does not, 2 không đọc được / unreadable") { log, witnesses, stampRoots };
        Argument<FileInfo> file = new("FILE") { Description = "Tệp cần kiểm tra / file to check" };
        Option<FileInfo?> old = new("--old") { Description = "Đầu sổ trước mà người kiểm tra đã giữ / the earlier head as you have kept it" };
        Option<FileInfo?> later = new("--new") { Description = "Đầu sổ sau mà người kiểm tra đã giữ / the later head as you have kept it" };

        Command receipt = new("receipt", "Bằng chứng của sự kiện / proofs of events") { file };
        Command consistency = new("consistency", "Hai đầu sổ: sổ chỉ dài thêm / two heads: the log has only grown") { file, old, later };
        Command bundle = new("bundle", "Gói bằng chứng của hồ sơ, ASiC-E hoặc ZIP / evidence bundle of a dossier, ASiC-E or ZIP") { file };
        Command export = new("export", "Bản xuất của sổ / an export of the log") { file };
        receipt.SetAction((parsed, _) => Run(parsed, (report, trust) => ReceiptCheck.Run(parsed.GetRequiredValue(file), trust, report)));
        consistency.SetAction((parsed, _) => Run(parsed, (report, trust) => ConsistencyCheck.Run(parsed.GetRequiredValue(file), parsed.GetValue(old), parsed.GetValue(later), trust, report)));
        bundle.SetAction((parsed, _) => Run(parsed, (report, trust) => BundleCheck.Run(parsed.GetRequiredValue(file), trust, report)));
        export.SetAction((parsed, _) => Run(parsed, (report, trust) => ExportCheck.Run(parsed.GetRequiredValue(file), trust, report)));
        foreach (Command command in (Command[])[receipt, consistency, bundle, export])
            root.Add(command);
        return root;

        Task<int> Run(ParseResult parsed, Action<Report, Trust> check) => Task.FromResult(Report.Of(
            Console.Out,
            Console.Error,
            report => check(report, Trust.Of(parsed.GetRequiredValue(log), parsed.GetValue(witnesses) ?? [], parsed.GetValue(stampRoots) ?? []))));
    }

    static VerifierKey? Key(System.CommandLine.Parsing.ArgumentResult result, NoteKeyKind kind) => Key(result, result.Tokens[0].Value, kind);

    static VerifierKey? Key(System.CommandLine.Parsing.ArgumentResult result, string text, NoteKeyKind kind)
    {
        if (VerifierKey.TryParse(text) is { } key && key.Kind == kind)
            return key;
        result.AddError(kind == NoteKeyKind.Log ? $"{text}: không phải khóa của một sổ / is not the key of a log" : $"{text}: không phải khóa của một bên chứng kiến / is not the key of a witness");
        return null;
    }
}

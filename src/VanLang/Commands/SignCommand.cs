using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Hosting;
using VanLang.Signing.Contracts;

namespace VanLang.Commands;

/// <summary>
/// <c>vanlang sign verify FILE</c>: validates the signatures of a file with nothing but the file and the trust list. 0: all passed, 1: one failed, 2: the file cannot be
/// read, 3: nothing final can be said, 4: there is no signature.
/// </summary>
static class SignCommand
{
    const int Failed = 1;
    const int Unreadable = 2;
    const int Inconclusive = 3;
    const int Unsigned = 4;

    static readonly CultureInfo Vietnamese = new("vi");
    static readonly CultureInfo English = new("en");

    public static Command Create()
    {
        Argument<FileInfo> file = new("FILE") { Description = "Tệp đã ký / signed file" };
        Option<FileInfo?> signature = new("--signature") { Description = "Tệp chữ ký rời của FILE, .p7s / signature of FILE in a file of its own, .p7s" };
        Option<bool> json = new("--json") { Description = "In kết quả dạng JSON / print JSON" };
        Option<FileInfo?> trust = new("--trust") { Description = "Tin thêm các chứng thư gốc trong tệp PEM / trust further roots of a PEM file" };
        Option<string> data = DataOption.Create();
        Command verify = new("verify", "Kiểm tra chữ ký: 0 hợp lệ, 1 không hợp lệ, 2 không đọc được, 3 chưa kết luận được, 4 không có chữ ký / check signatures: 0 valid, 1 not valid, 2 unreadable, 3 not conclusive, 4 unsigned") { file, signature, json, trust, data };
        verify.SetAction((parsed, cancellationToken) => Verify(
            parsed.GetRequiredValue(file), parsed.GetValue(signature), parsed.GetValue(json), parsed.GetValue(trust), parsed.GetRequiredValue(data), Console.Out, Console.Error, cancellationToken));
        Command sign = new("sign", "Chữ ký số / digital signatures") { verify };
        foreach (Command command in SignFileCommand.Commands())
            sign.Add(command);
        return sign;
    }

    /// <summary>Checks one file.</summary>
    public static async Task<int> Verify(FileInfo file, FileInfo? signature, bool asJson, FileInfo? roots, string data, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        SignatureReport report;
        try
        {
            foreach ((FileInfo? read, long largest) in ((FileInfo?, long)[])[(file, PdfSignatureCheck.LargestFile), (signature, FileSignatureCheck.LargestSignature)])
            {
                if (read?.Length > largest)
                {
                    await errors.WriteLineAsync($"{read.Name}: tệp quá lớn / too large: {read.Length} > {largest}");
                    return Unreadable;
                }
            }

            TrustList trust = new TrustListFile(Path.Combine(ProgramServices.ProvinceFolder, "signatures.json"), data).Read();
            if (roots is not null)
                trust = trust.With(Roots(roots));
            byte[] content = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            ReadOnlyMemory<byte>? beside = null;
            if (signature is not null)
                beside = await File.ReadAllBytesAsync(signature.FullName, cancellationToken);
            report = SignatureCheck.Check(content, beside, trust, TimeProvider.System.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException)
        {
            await errors.WriteLineAsync($"{file.Name}: không đọc được / cannot be read: {exception.Message}");
            return Unreadable;
        }

        await output.WriteLineAsync(asJson ? SignatureReportJson.Of(file.Name, report) : SignatureReportText.Plain(report, Vietnamese, English));
        return report.IsUnreadable ? Unreadable : report.Verdict switch
        {
            null => Unsigned,
            SignatureVerdict.Passed => 0,
            SignatureVerdict.Indeterminate => Inconclusive,
            _ => Failed,
        };
    }

    static List<ReadOnlyMemory<byte>> Roots(FileInfo file)
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(file.FullName);
        return [.. roots.Where(root => root.SubjectName.RawData.AsSpan().SequenceEqual(root.IssuerName.RawData)).Select(root => (ReadOnlyMemory<byte>)root.RawData)];
    }
}

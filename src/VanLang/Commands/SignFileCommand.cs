using System.CommandLine;
using System.Globalization;
using System.Text;
using VanLang.Signing.Contracts;

namespace VanLang.Commands;

/// <summary>
/// <c>vanlang sign file</c>, <c>xml</c> and <c>container</c>: sign with a key that its holder has as a file (PKCS #12). The password is asked for, or read from the standard input; it never stands on the
/// command line. 0: signed, 1: refused, 2: a file cannot be read or written.
/// </summary>
static class SignFileCommand
{
    const int Refused = 1;
    const int Unreadable = 2;

    public static IEnumerable<Command> Commands() => [Any(), Xml(), Container()];

    /// <summary>Signs any file into a file beside it.</summary>
    public static Task<int> SignFile(
        FileInfo file, FileInfo keyFile, FileInfo? to, Func<string> password, DateTimeOffset now, TextWriter output, TextWriter errors, CancellationToken cancellationToken) =>
        Sign(keyFile, to?.FullName ?? $"{file.FullName}.p7s", password, async key => FileSigner.Sign(await File.ReadAllBytesAsync(file.FullName, cancellationToken), key, now), output, errors, cancellationToken);

    /// <summary>Signs an XML document.</summary>
    public static Task<int> SignXml(
        FileInfo file, FileInfo keyFile, FileInfo to, Func<string> password, DateTimeOffset now, TextWriter output, TextWriter errors, CancellationToken cancellationToken) =>
        Sign(keyFile, to.FullName, password, async key => XmlSigner.Sign(await File.ReadAllBytesAsync(file.FullName, cancellationToken), key, now), output, errors, cancellationToken);

    /// <summary>Puts files and a signature over all of them into a container.</summary>
    public static Task<int> SignContainer(
        IEnumerable<FileInfo> files, FileInfo keyFile, FileInfo to, Func<string> password, DateTimeOffset now, TextWriter output, TextWriter errors, CancellationToken cancellationToken) =>
        Sign(
            keyFile,
            to.FullName,
            password,
            async key =>
            {
                using MemoryStream content = new();
                SigningProblem? problem;
                using (ContainerWriter writer = new(content, now))
                {
                    foreach (FileInfo file in files)
                        writer.Add(file.Name, await File.ReadAllBytesAsync(file.FullName, cancellationToken));
                    problem = writer.Sign(key, now);
                }

                return problem is null ? new SignOutcome.Done(content.ToArray()) : new SignOutcome.Refused(problem);
            },
            output,
            errors,
            cancellationToken);

    static Command Any()
    {
        Argument<FileInfo> file = new("FILE") { Description = "Tệp cần ký / file to sign" };
        Option<FileInfo> key = Key();
        Option<FileInfo?> to = new("--out") { Description = "Nơi ghi chữ ký, mặc định FILE.p7s / where the signature goes, FILE.p7s unless said otherwise" };
        Command command = new("file", "Ký một tệp bất kỳ bằng chữ ký rời CAdES / sign any file, CAdES detached") { file, key, to };
        command.SetAction((parsed, cancellationToken) => SignFile(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(key), parsed.GetValue(to), Password, TimeProvider.System.GetUtcNow(), Console.Out, Console.Error, cancellationToken));
        return command;
    }

    static Command Xml()
    {
        Argument<FileInfo> file = new("FILE") { Description = "Tài liệu XML / XML document" };
        (Option<FileInfo> key, Option<FileInfo> to) = (Key(), Out());
        Command command = new("xml", "Ký một tài liệu XML bằng XAdES / sign an XML document, XAdES") { file, key, to };
        command.SetAction((parsed, cancellationToken) => SignXml(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(key), parsed.GetRequiredValue(to), Password, TimeProvider.System.GetUtcNow(), Console.Out, Console.Error, cancellationToken));
        return command;
    }

    static Command Container()
    {
        Argument<FileInfo[]> files = new("FILES") { Description = "Các tệp cần ký / files to sign", Arity = ArgumentArity.OneOrMore };
        (Option<FileInfo> key, Option<FileInfo> to) = (Key(), Out());
        Command command = new("container", "Ký nhiều tệp trong một gói ASiC-E / sign files in one container, ASiC-E") { files, key, to };
        command.SetAction((parsed, cancellationToken) => SignContainer(
            parsed.GetRequiredValue(files), parsed.GetRequiredValue(key), parsed.GetRequiredValue(to), Password, TimeProvider.System.GetUtcNow(), Console.Out, Console.Error, cancellationToken));
        return command;
    }

    static Option<FileInfo> Key() => new("--key") { Description = "Tệp khóa và chứng thư của người ký, PKCS #12; mật khẩu đọc từ bàn phím hoặc đầu vào chuẩn / key and certificate of the signer, PKCS #12; the password is read from keyboard or standard input", Required = true };

    static Option<FileInfo> Out() => new("--out") { Description = "Tệp kết quả, chưa có / file to write, not there yet", Required = true };

    static async Task<int> Sign(
        FileInfo keyFile, string to, Func<string> password, Func<UnlockedKey, Task<SignOutcome>> sign, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            using UnlockedKey? key = KeyFile.Open(await File.ReadAllBytesAsync(keyFile.FullName, cancellationToken), password());
            if (key is null)
            {
                await errors.WriteLineAsync($"{keyFile.Name}: sai mật khẩu, hoặc tệp không có khóa ký / wrong password, or no key that can sign");
                return Refused;
            }

            SignOutcome outcome = await sign(key);
            if (outcome is not SignOutcome.Done done)
            {
                SigningProblem problem = ((SignOutcome.Refused)outcome).Problem;
                await errors.WriteLineAsync($"{problem.Text(new CultureInfo("vi"))} / {problem.Text(new CultureInfo("en"))}");
                return Refused;
            }

            // What is there already is somebody's.
            if (File.Exists(to))
            {
                await errors.WriteLineAsync($"{to}: đã có tệp này, chưa ghi gì / there is such a file, nothing was written");
                return Unreadable;
            }

            await using FileStream stream = new(to, FileMode.CreateNew);
            await stream.WriteAsync(done.Content, cancellationToken);
            await output.WriteLineAsync(to);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await errors.WriteLineAsync($"không ký được / cannot be signed: {exception.Message}");
            return Unreadable;
        }
    }

    static string Password()
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? "";
        Console.Error.Write("Mật khẩu / password: ");
        StringBuilder typed = new();
        for (ConsoleKeyInfo next = Console.ReadKey(intercept: true); next.Key != ConsoleKey.Enter; next = Console.ReadKey(intercept: true))
        {
            if (next.Key != ConsoleKey.Backspace)
                typed.Append(next.KeyChar);
            else if (typed.Length > 0)
                typed.Length--;
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}

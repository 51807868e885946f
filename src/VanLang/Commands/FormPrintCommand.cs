using System.CommandLine;
using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Contracts;
using VanLang.Printing.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang form-print FILE</c>: the declaration on paper of a form, for who writes the form.</summary>
static class FormPrintCommand
{
    public static Command Create()
    {
        Argument<FileInfo> file = new("FORM") { Description = "Tệp tờ khai, cạnh ../catalogs và ../templates / file of the form, beside ../catalogs and ../templates" };
        Option<FileInfo?> answers = new("--answers") { Description = "Tệp câu trả lời JSON; không có thì in tờ khai trống / answers as JSON; without them the empty declaration" };
        Option<DateOnly?> day = new("--day") { Description = "Ngày khai, yyyy-MM-dd; mặc định hôm nay / day of the declaration, today unless said" };
        Option<FileInfo> to = new("--to") { Description = "Tệp PDF sẽ ghi / PDF file to write", Required = true };
        Command command = new("form-print", "In tờ khai theo mẫu ra PDF / print the declaration of a form as PDF") { file, answers, day, to };
        command.SetAction((parsed, cancellationToken) => Run(
            parsed.GetRequiredValue(file), parsed.GetValue(answers), parsed.GetValue(day) ?? VietnamTime.DateOf(TimeProvider.System.GetUtcNow()), parsed.GetRequiredValue(to), cancellationToken));
        return command;
    }

    static async Task<int> Run(FileInfo file, FileInfo? answered, DateOnly day, FileInfo to, CancellationToken cancellationToken)
    {
        try
        {
            string catalogs = Path.Combine(file.DirectoryName!, "..", "catalogs");
            IEnumerable<string> lists = System.IO.Directory.Exists(catalogs) ? System.IO.Directory.EnumerateFiles(catalogs, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
            FormLoad load = FormSchema.Load(await File.ReadAllTextAsync(file.FullName, cancellationToken), FormCatalogs.FromJson(lists), FormLibrary.Facts);
            foreach (SchemaProblem problem in load.Problems)
                await Console.Error.WriteLineAsync($"{file.Name}: {problem.Path}: {problem.Reason.Vietnamese} / {problem.Reason.English}");
            if (load.Schema is not { } form)
                return 1;
            DateTimeOffset at = VietnamTime.At(day, TimeOnly.MinValue);
            FormDeclaration declaration = answered is null ? form.EmptyDeclaration(at) : form.Declaration(FormAnswers.FromJson(await File.ReadAllTextAsync(answered.FullName, cancellationToken)), at);
            string name = declaration.Template ?? DeclarationSheet.CommonTemplate;
            PrintTemplateLoad template = PrintTemplate.Load(await File.ReadAllTextAsync(Path.Combine(file.DirectoryName!, "..", "templates", $"{name}.json"), cancellationToken), name);
            foreach (PrintProblem problem in template.Problems)
                await Console.Error.WriteLineAsync($"{problem.File}: {problem.Path}: {problem.Reason}");
            if (template.Template is not { } layout)
                return 1;
            PrintedDocument printed = DeclarationSheet.Print(layout, declaration, new(at, null, null, [], Filed: null), demonstration: false);
            await File.WriteAllBytesAsync(to.FullName, printed.Pdf, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to.Name}: {printed.PageCount} trang, {printed.Pdf.Length / 1000.0:0.0} kB / {printed.PageCount} pages"));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}

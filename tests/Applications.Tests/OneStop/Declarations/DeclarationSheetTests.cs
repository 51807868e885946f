using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Shouldly;
using UglyToad.PdfPig;
using VanLang.Forms.Contracts;
using VanLang.OneStop.Contracts;
using VanLang.Printing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Declarations;

/// <summary>The declaration on paper of every form that can be filed.</summary>
public sealed class DeclarationSheetTests
{
    static readonly DeclarationFacts Facts = new(
        FilledForms.Now, "Ủy ban nhân dân phường Việt Trì", "Việt Trì", ["Giấy tờ tùy thân", "Giấy chứng sinh (2 bản)"], new("H44.148-20261123-0000001", FilledForms.Now, new string('a', 64)));

    public static TheoryData<string> Forms => [.. FilledForms.Names];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_answer_of_every_form_can_be_read_and_found_on_it(string name)
    {
        FormSchema form = FilledForms.Load(name);
        FormAnswers answers = FilledForms.Answers(form);

        PrintedDocument printed = Print(form, answers);

        printed.MissingCharacters.ShouldBeEmpty();
        printed.PageCount.ShouldBeInRange(1, 6);
        string text = TextOf(printed);
        foreach (string part in new[] { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kính gửi:", "H44.148-20261123-0000001" })
            text.ShouldContain(Tight(part));
        FormDeclaration declaration = form.Declaration(answers, FilledForms.Now);
        text.ShouldContain(Tight(declaration.Data["title"]!.ToString()!.ToUpper(CultureInfo.GetCultureInfo("vi"))));
        if (declaration.Template is null)
            foreach (string said in Said(declaration))
                text.ShouldContain(Tight(said), customMessage: said);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_empty_declaration_is_dotted_and_lacks_no_character(string name)
    {
        FormSchema form = FilledForms.Load(name);
        PrintedDocument printed = DeclarationSheet.Print(Template(form.Paper.Template), form.EmptyDeclaration(FilledForms.Now), new(FilledForms.Now, null, null, [], Filed: null), demonstration: false);

        printed.MissingCharacters.ShouldBeEmpty();
        TextOf(printed).ShouldContain("Kínhgửi");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Who_writes_by_hand_is_asked_whatever_any_answer_would_bring_up(string name)
    {
        FormSchema form = FilledForms.Load(name);
        FormDeclaration empty = form.EmptyDeclaration(FilledForms.Now), filled = form.Declaration(FilledForms.Answers(form), FilledForms.Now);

        string[] asked = [.. Asked(empty)], answered = [.. Asked(filled)];
        answered.ShouldNotBeEmpty();
        answered.Except(asked).ShouldBeEmpty();
        ((List<object?>)filled.Data["pledges"]!).Except((List<object?>)empty.Data["pledges"]!).ShouldBeEmpty();

        // Numbers move with what stands before them; the words are the question.
        static IEnumerable<string> Asked(FormDeclaration declaration) => ((List<object?>)declaration.Data["items"]!).Cast<Dictionary<string, object?>>()
            .SelectMany(item => item.Where(part => part.Key is "label" or "lead").Select(part => part.Value as string))
            .OfType<string>().Select(label => System.Text.RegularExpressions.Regex.Replace(label, @"^(\d+\.(\d+\.)? |– )", ""));
    }

    [Theory]
    [InlineData("to-khai-dang-ky-khai-sinh", "4bc029d32e68dbba619318a54d8e073ae66cba360d3fccdb7b34fa909f500d60")]
    [InlineData("to-khai-dang-ky-ket-hon", "e2b6786ce3334a4e96044304ae2267463112600a8296a1f7b93f0484bb26a50c")]
    [InlineData("don-de-nghi-tach-hop-thua-dat@2025-07-01", "0a48f5424293d699568e677ef7d2cc96b81c094ed545cc569de5052cc32ddbd1")]
    public void Samples_have_the_bytes_that_they_had_when_the_layout_was_settled(string name, string sha256)
    {
        FormSchema form = FilledForms.Load(name);

        Convert.ToHexStringLower(SHA256.HashData(Print(form, FilledForms.Answers(form)).Pdf.Span)).ShouldBe(sha256);
    }

    [Theory]
    [InlineData("to-khai-thay-doi-thong-tin-cu-tru@2025-07-01")]
    [InlineData("to-khai-dang-ky-ket-hon")]
    public async Task Two_processes_in_other_cultures_and_time_zones_print_the_same_bytes(string name)
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-declaration-").FullName;
        try
        {
            string answers = Path.Combine(folder, "answers.json");
            await File.WriteAllTextAsync(answers, FilledForms.Answers(FilledForms.Load(name)).ToJson(), DemonstrationHouse.Token);
            List<string> hashes = [];
            foreach ((string language, string zone) in new[] { ("vi_VN.UTF-8", "Asia/Ho_Chi_Minh"), ("tr_TR.UTF-8", "America/Los_Angeles") })
            {
                string to = Path.Combine(folder, $"{language}.pdf");
                await Run(FilledForms.FileOf(name), answers, to, language, zone);
                hashes.Add(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(to, DemonstrationHouse.Token))));
            }

            hashes.Distinct().ShouldHaveSingleItem();
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_script_in_a_label_or_an_answer_is_text_on_paper()
    {
        FormSchema form = FormSchema.Load("""
            {"type":"default","id":"f","properties":{"titleVi":"Đơn <script>alert(1)</script>"},"components":[{"type":"group","id":"p","label":"<img src=x>","components":[
            {"type":"textfield","key":"a","label":"<script>alert(2)</script> {{form.title}}"},
            {"type":"dynamiclist","path":"l","label":"<b>Bảng</b>","components":[{"type":"textfield","key":"c","label":"<reserve name=\"leader\" width=\"11\"/>"}]}]}]}
            """, FormCatalogs.None).Schema!;
        FormAnswers answers = FormAnswers.None.With("a", new TextAnswer("<u>{{place}}</u>")).With("l", new RowsAnswer([FormAnswers.None.With("c", new TextAnswer("<script>"))]));

        PrintedDocument printed = Print(form, answers);

        printed.Reserved.ShouldBeEmpty();
        string text = TextOf(printed);
        foreach (string said in new[] { "ĐƠN <SCRIPT>ALERT(1)</SCRIPT>", "<img src=x>", "<script>alert(2)</script> {{form.title}}", "<u>{{place}}</u>", "<reserve name=\"leader\" width=\"11\"/>" })
            text.ShouldContain(Tight(said));
    }

    static async Task Run(string form, string answers, string to, string language, string zone)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { Path.Combine(AppContext.BaseDirectory, "vanlang.dll"), "form-print", form, "--answers", answers, "--day", "2026-11-23", "--to", to })
            start.ArgumentList.Add(argument);
        start.Environment["LANG"] = start.Environment["LC_ALL"] = language;
        start.Environment["TZ"] = zone;
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(DemonstrationHouse.Token);
        await process.WaitForExitAsync(DemonstrationHouse.Token);
        process.ExitCode.ShouldBe(0, errors);
    }

    static PrintedDocument Print(FormSchema form, FormAnswers answers) =>
        DeclarationSheet.Print(Template(form.Paper.Template), form.Declaration(answers, FilledForms.Now, "Nguyễn Thị Ánh Tuyết"), Facts, demonstration: false);

    static PrintTemplate Template(string? name)
    {
        PrintTemplateLoad load = PrintTemplate.Load(FilledForms.Template(name ?? DeclarationSheet.CommonTemplate), name ?? DeclarationSheet.CommonTemplate);
        load.Problems.ShouldBeEmpty();
        return load.Template!;
    }

    static IEnumerable<string> Said(FormDeclaration declaration)
    {
        foreach (IReadOnlyDictionary<string, object?> item in ((IEnumerable<object?>)declaration.Data["items"]!).Cast<IReadOnlyDictionary<string, object?>>())
        {
            foreach (string name in new[] { "heading", "subheading", "row", "lead", "label", "value" })
                if (item[name] is string text)
                    yield return text;
            if (item["grid"] is IReadOnlyDictionary<string, object?> grid)
                foreach (IEnumerable<object?> row in ((IEnumerable<object?>)grid["rows"]!).Cast<IEnumerable<object?>>())
                    foreach (string cell in row.OfType<string>().Where(cell => cell is not ("☒" or "☐")))
                        foreach (string word in cell.Split(' '))
                            yield return word.Length > 8 ? word[..4] : word;
        }
    }

    static string TextOf(PrintedDocument printed)
    {
        using PdfDocument document = PdfDocument.Open(printed.Pdf.ToArray());
        return Tight(string.Concat(document.GetPages().SelectMany(page => page.Letters.Where(letter => page.Number == 1 || letter.Location.Y < page.Height - 50)).Select(letter => letter.Value)));
    }

    static string Tight(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

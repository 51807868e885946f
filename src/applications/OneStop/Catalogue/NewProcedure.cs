using System.Globalization;
using System.Security;
using System.Text.Json;
using VanLang.Designing.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Search;
using VanLang.OneStop.Law;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>
/// Begins a procedure that nobody has written yet: declaration, the officer's form, tables with their tests, process with its scenarios, template and the procedure that names them, as the
/// simplest of their kind that hold together. The process begins as one of the shapes of work that are published.
/// </summary>
sealed class NewProcedure(ChangeFiles files, ProcedureCatalogue catalogue)
{
    const int LongestShortName = 40;

    /// <summary>Processes that a new one may begin as.</summary>
    public Task<IReadOnlyList<(string Key, string? Title)>> Shapes(CancellationToken cancellationToken) => files.All(ProcessFiles.Kind, cancellationToken);

    /// <param name="code">Code of the procedure; nobody has it yet.</param>
    /// <param name="name">Its name, Vietnamese.</param>
    /// <param name="shortName">What its files are called; null takes it from the name.</param>
    /// <param name="shape">Key of the process that the new one begins as.</param>
    public async Task<Outcome<Done>> Handle(Guid changeId, string? code, string? name, string? shortName, string? shape, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(DesignPermissions.Draw))
            return KernelErrors.Forbidden;
        if (code?.Trim() is not { Length: > 0 and <= 40 } known || !known.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') || known[0] == '.')
            return OneStopErrors.NewProcedureCode;
        if (name?.Trim() is not { Length: > 0 and <= 300 } said)
            return OneStopErrors.NewProcedureName;
        if (await catalogue.InForce(known, files.NextDay, cancellationToken) is not null)
            return OneStopErrors.NewProcedureThere.With(known);
        string slug = Slug(string.IsNullOrWhiteSpace(shortName) ? said : shortName);
        if (slug.Length == 0 || shape is null || await files.Published(ProcessFiles.Kind, shape, isTest: false, cancellationToken) is not { } bpmn)
            return slug.Length == 0 ? OneStopErrors.NewProcedureName : OneStopErrors.NewProcedureShape;
        string scenarios = await files.Published(ProcessFiles.Kind, shape, isTest: true, cancellationToken) ?? "";
        (string form, string resultForm, string process, string template, string decision) = ($"to-khai-{slug}", $"ket-qua-{slug}", $"quy-trinh-{slug}", $"giay-{slug}", ProcedureLaw.KeyOf(known));
        Dictionary<string, string> words = new()
        {
            ["code"] = known, ["name"] = said, ["form"] = form, ["resultForm"] = resultForm, ["process"] = process, ["template"] = template, ["decision"] = decision,
            ["day"] = files.NextDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        return await files.Add(
            changeId,
            [
                new(ProcedureCatalogue.Kind, known, IsTest: false, Blank("procedure.json", words)),
                new(FormLibrary.Kind, form, IsTest: false, Blank("form.json", words)),
                new(FormLibrary.Kind, resultForm, IsTest: false, Blank("result-form.json", words)),
                new(DecisionLibrary.Kind, decision, IsTest: false, Blank("decision.dmn", words)),
                new(DecisionLibrary.Kind, decision, IsTest: true, Blank("decision.tests.json", words)),
                new(ProcessFiles.Kind, process, IsTest: false, bpmn.Replace(shape, process, StringComparison.Ordinal)),
                new(ProcessFiles.Kind, process, IsTest: true, scenarios),
                new(TemplateLibrary.Kind, template, IsTest: false, Blank("template.json", words)),
            ],
            key, actor, cancellationToken);
    }

    /// <summary>A name as files carry it: letters without marks, digits, hyphens.</summary>
    internal static string Slug(string name)
    {
        string folded = new([.. VietnameseFolding.Fold(name).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
        string slug = string.Join('-', folded.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return slug.Length <= LongestShortName ? slug : slug[..LongestShortName].TrimEnd('-');
    }

    static string Blank(string file, Dictionary<string, string> words)
    {
        using StreamReader reader = new(typeof(NewProcedure).Assembly.GetManifestResourceStream($"blanks/{file}")!);
        bool isXml = file.EndsWith(".dmn", StringComparison.Ordinal);
        return words.Aggregate(reader.ReadToEnd(), (text, word) => text.Replace($"{{{word.Key}}}", isXml ? SecurityElement.Escape(word.Value) : Quoted(word.Value), StringComparison.Ordinal));
    }

    // Within quotes of JSON; a name may hold some, and within FEEL they are doubled by a stroke once more, which nobody needs: they become typographic ones.
    static string Quoted(string text) => JsonEncodedText.Encode(text.Replace('"', '”'), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}

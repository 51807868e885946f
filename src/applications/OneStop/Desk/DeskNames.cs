using System.Globalization;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>English names for what lists and cases keep in Vietnamese: steps, titles, procedures. Asked for once a page; nothing is read for who reads Vietnamese.</summary>
sealed class DeskNames(StepNames steps, PositionTitles titles, ProcedureCatalogue procedures, TimeProvider time)
{
    public async Task<DeskWords> Words(CancellationToken cancellationToken)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en")
            return DeskWords.None;
        Dictionary<(string, string), string> names = [];
        foreach (Procedure procedure in await procedures.All(VietnamTime.DateOf(time.GetUtcNow()), cancellationToken))
        {
            if (procedure.Name.En is { } english)
                names[(procedure.Code, procedure.Name.Vi)] = english;
        }

        return new(await steps.Words(cancellationToken), await titles.Words(cancellationToken), names);
    }
}

/// <summary>Each gives the English name, or null: then the Vietnamese is shown, marked as such.</summary>
sealed record DeskWords(StepWords Steps, TitleWords Titles, IReadOnlyDictionary<(string Code, string Name), string> Procedures)
{
    public static DeskWords None { get; } = new(StepWords.None, TitleWords.None, new Dictionary<(string, string), string>());

    public string? Step(string nodeId, string name) => Steps.Step(nodeId, name);

    public string? Title(string title) => Titles.Title(title);

    /// <summary>Somebody as kept beside an act: name and title.</summary>
    public string? Actor(string said) => Titles.Actor(said);

    public string? Procedure(string code, string name) => Procedures.GetValueOrDefault((code, name));
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Desk;

/// <summary>What a form of the case page has sent.</summary>
sealed record StepPost(string Form, StepCommand Step, IFormCollection Values)
{
    /// <summary>Names under which every form sends its work item, the revision seen and its key.</summary>
    public const string WorkItem = "step.WorkItem";
    public const string Revision = "step.Revision";
    public const string Key = "step.Key";

    public const string Items = "step.Items";
    public const string Reason = "step.Reason";
    public const string LegalBasis = "step.LegalBasis";
    public const string Signer = "step.Signer";
    public const string SeenHash = "step.SeenHash";
    public const string HasRead = "step.HasRead";
    public const string Sure = "step.Sure";
    public const string Pin = "step.Pin";
    public const string Answer = "step.Answer";
    public const string ReceivedBy = "step.ReceivedBy";
    public const string PostalNumber = "step.PostalNumber";
    public const string Note = "step.Note";
    public const string Question = "step.Question";
    public const string Verdict = "step.Verdict";
    public const string AnswerNumber = "step.AnswerNumber";
    public const string Date = "step.Date";
    public const string Time = "step.Time";
    public const string Place = "step.Place";
    public const string People = "step.People";
    public const string Findings = "step.Findings";
    public const string InspectionOutcome = "step.InspectionOutcome";
    public const string Files = "step.Files";
    public const string Assignee = "step.Assignee";
    public const string NewDay = "step.NewDay";
    public const string LimitCase = "step.LimitCase";

    /// <summary>The post of a request, or null where it is none of the page's forms.</summary>
    public static async Task<StepPost?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        IFormCollection values = await request.ReadFormAsync(cancellationToken);
        string form = values["_handler"].ToString();
        return DeskForms.All.Contains(form)
            && (Guid.TryParse(values[WorkItem], out Guid workItem) || DeskForms.Acts.Contains(form))
            && int.TryParse(values[Revision], NumberStyles.None, CultureInfo.InvariantCulture, out int revision)
            && values[Key] is [{ Length: > 0 and <= 64 } key]
            ? new(form, new StepCommand(workItem, revision, key), values)
            : null;
    }

    /// <summary>Whether it ends no step.</summary>
    public bool IsAct => DeskForms.Acts.Contains(Form);

    /// <summary>Text of an input; empty where nothing was sent.</summary>
    public string Text(string name) => Values[name].ToString();

    /// <summary>A day as <c>DateField</c> posts it; null where it is none.</summary>
    public DateOnly? DayOf(string name) =>
        int.TryParse(Text($"{name}.Day"), NumberStyles.None, CultureInfo.InvariantCulture, out int day)
        && int.TryParse(Text($"{name}.Month"), NumberStyles.None, CultureInfo.InvariantCulture, out int month)
        && int.TryParse(Text($"{name}.Year"), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
        && year is >= 2000 and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(year, month, day)
            : null;

    /// <summary>What was typed into a form of this name; null where another form was sent.</summary>
    public string? Typed(string form, string name) => Form == form ? Text(name) : null;
}

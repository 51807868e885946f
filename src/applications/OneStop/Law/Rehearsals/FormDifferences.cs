using System.Text.RegularExpressions;
using VanLang.Forms.Contracts;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>What a coming form says of answers that were submitted: refused, never asked, no longer asked. The answers themselves are not kept.</summary>
static partial class FormDifferences
{
    public static IEnumerable<Difference> Of(FormSchema coming, FormSchema own, FormAnswers answers, DateTimeOffset submittedAt, IReadOnlyList<SubmittedDocument> papers)
    {
        // What its own form finds, too (dossiers of the portal are taken in with their faults), is no difference.
        HashSet<(string, string)> known = [.. own.Check(answers, Context(own, submittedAt, papers)).Select(error => (error.Field, error.Code))];
        HashSet<(RehearsedKind, string)> told = [];
        foreach (FormError error in coming.Check(answers, Context(coming, submittedAt, papers)))
        {
            string place = RowNumber().Replace(error.Field, ".");
            RehearsedKind kind = answers[error.Field.Split('.')[0]] is null ? RehearsedKind.Unanswered : RehearsedKind.Refused;
            if (!known.Contains((error.Field, error.Code)) && told.Add((kind, place)))
                yield return new(kind, place, Named(coming, error.Field), null, RehearsedText.Of(error.Message));
        }

        foreach ((string key, AnswerValue? value) in answers.Values)
        {
            if (value is not null && coming.Field(key) is null)
                yield return new(RehearsedKind.Dropped, key, Named(own, key), null, null);
        }
    }

    static string? Named(FormSchema form, string field)
    {
        string[] parts = field.Split('.');
        return (parts.Length == 3 ? form.Field(parts[0])?.Row?.Field(parts[2]) : form.Field(parts[0])) is { } known ? RehearsedText.Of(known.OfficialLabel) : null;
    }

    // A paper seen at the counter is as good as a file.
    static FormContext Context(FormSchema form, DateTimeOffset submittedAt, IReadOnlyList<SubmittedDocument> papers) => new(
        submittedAt,
        FormLibrary.Facts.ToDictionary(fact => fact, _ => (object?)null),
        [
            .. from slot in form.Pages.SelectMany(page => page.Fields)
               where slot is { Type: FieldType.File, Component: not null }
               from paper in papers
               where paper.ComponentId == slot.Component
               select new UploadedFile(paper.Id.ToString(), slot.Key, paper.Name, 0),
        ]);

    [GeneratedRegex(@"\.\d+\.")]
    private static partial Regex RowNumber();
}

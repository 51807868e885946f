using VanLang.Designing.Changes;
using VanLang.Web.Contracts;

namespace VanLang.Designing.Pages;

/// <summary>A change in a list.</summary>
/// <param name="State">Name of where it stands: <c>Open</c>, <c>HandedIn</c>, <c>Published</c>, <c>Discarded</c>.</param>
/// <param name="FirstDay">First legal day on which it holds; null while nobody has said.</param>
/// <param name="Files">How many files it has.</param>
public sealed record ChangeView(Guid Id, string Title, string State, DateOnly? FirstDay, int Files, string Author, DateTimeOffset ChangedAt)
{
    internal static ChangeView Of(ChangeRow row) =>
        new(row.Change.Id, row.Change.Title, row.Change.State.ToString(), row.Change.FirstDay, row.Files, row.Change.AuthorName, row.Change.ChangedAt);

    internal Tone Tone => ToneOf(State);

    internal static Tone ToneOf(string state) => state switch
    {
        nameof(ChangeState.Open) => Tone.Info,
        nameof(ChangeState.HandedIn) => Tone.Warning,
        nameof(ChangeState.Published) => Tone.Success,
        _ => Tone.Neutral,
    };
}

using Microsoft.Extensions.Localization;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Record;

namespace VanLang.Operating;

/// <summary>Who did what the record tells of operators: name and position in the reader's language.</summary>
sealed class ActorNames(DirectoryQueries directory, PositionTitles titles, IStringLocalizer<OperatingRoom> text)
{
    /// <summary>Names by the id of the event.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Of(IEnumerable<TimelineEvent?> acts, CancellationToken cancellationToken)
    {
        List<TimelineEvent> events = [.. acts.OfType<TimelineEvent>()];
        TitleWords words = await titles.Words(cancellationToken);
        IReadOnlyDictionary<Guid, PositionRecord> positions = await directory.Positions([.. events.Select(act => act.PositionId).OfType<Guid>().Distinct()], cancellationToken);
        IReadOnlyDictionary<Guid, string> people = await directory.NamesOfPeople([.. events.Select(act => act.ActorId).OfType<Guid>().Distinct()], cancellationToken);
        return events.DistinctBy(act => act.Id).ToDictionary(
            act => act.Id,
            act => act.PositionId is { } id && positions.GetValueOrDefault(id) is { } position ? $"{position.PersonName} – {words.In(position.Title)}"
                : act.ActorId is { } person && people.GetValueOrDefault(person) is { } name ? name
                : text[act.ActorKind == nameof(ActorKind.System) ? "ActorSystem" : "ActorUnnamed"].Value);
    }
}

namespace VanLang.OneStop.Load;

/// <summary>A piece of work as far as it is counted: open, or done where it says when.</summary>
/// <param name="Step">Name of the step as drawn, by which people know it; steps of several processes that are called alike are one.</param>
/// <param name="PersonId">Whose it is, or who did it; null for nobody's.</param>
/// <param name="Since">When the step came up.</param>
/// <param name="DueAt">Until when it should be done by its share of the time limit.</param>
readonly record struct LoadItem(Guid Id, Guid AgencyId, string Step, Guid? PersonId, DateTimeOffset Since, DateTimeOffset? DueAt, DateTimeOffset? DoneAt);

/// <summary>What a filter finds, at one instant.</summary>
/// <param name="Taken">Working time that each done one took.</param>
/// <param name="Soon">Until when a due time is near.</param>
sealed record LoadItems(IReadOnlyList<LoadItem> Open, IReadOnlyList<LoadItem> Done, IReadOnlyList<TimeSpan> Taken, IReadOnlyDictionary<Guid, string> People, DateTimeOffset Now, DateTimeOffset Soon)
{
    public bool IsOverdue(LoadItem item) => item.DueAt < Now;

    public bool IsSoon(LoadItem item) => item.DueAt >= Now && item.DueAt <= Soon;

    public static bool IsLate(LoadItem item) => item.DoneAt > item.DueAt;
}

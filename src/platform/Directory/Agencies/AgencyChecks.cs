using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.Agencies;

/// <summary>What types cannot say about the rows: dates, codes, parents, successors. Stored agencies that the file does not name count too.</summary>
sealed class AgencyChecks(IReadOnlyList<AgencyRow> rows, IReadOnlyCollection<Agency> stored, ImportReport report)
{
    sealed record Known(string Key, string? Parent, string? Code, string? GsoCode, DateOnly ValidFrom, DateOnly? ValidTo);

    readonly Dictionary<string, Known> known = Together(rows, stored);

    public void Check()
    {
        ILookup<string?, Known> byCode = known.Values.Where(agency => agency.Code is not null).ToLookup(agency => agency.Code);
        ILookup<string?, Known> byGsoCode = known.Values.Where(agency => agency.GsoCode is not null).ToLookup(agency => agency.GsoCode);
        for (int i = 0; i < rows.Count; i++)
        {
            AgencyRow row = rows[i];
            string path = $"agencies[{i}]";
            if (row.ValidTo <= row.ValidFrom)
                Say($"{path}.validTo", "directory-dates-reversed");
            CheckCode(row, path, byCode);
            if (row.GsoCode is not null && Rival(row, byGsoCode[row.GsoCode]) is { } governs)
                Say($"{path}.gsoCode", "directory-code-taken", row.GsoCode, governs);
            CheckParent(row, path);
            for (int s = 0; s < row.Successors.Count; s++)
            {
                if (!known.ContainsKey(row.Successors[s]))
                    report.AddUnknownReference($"{path}.successors[{s}]", row.Successors[s], "agencies");
            }

            for (int u = 0; u < row.Units.Count; u++)
                CheckUnit(row, row.Units[u], $"{path}.units[{u}]");
        }
    }

    static Dictionary<string, Known> Together(IReadOnlyList<AgencyRow> rows, IReadOnlyCollection<Agency> stored)
    {
        Dictionary<Guid, string> keys = stored.ToDictionary(agency => agency.Id, agency => agency.Key);
        Dictionary<string, Known> known = stored.ToDictionary(
            agency => agency.Key,
            agency => new Known(agency.Key, agency.ParentId is { } parent ? keys[parent] : null, agency.Code, agency.GsoCode, agency.ValidFrom, agency.ValidTo));
        foreach (AgencyRow row in rows)
            known[row.Key] = new(row.Key, row.Parent, row.Code, row.GsoCode, row.ValidFrom, row.ValidTo);
        return known;
    }

    void CheckCode(AgencyRow row, string path, ILookup<string?, Known> byCode)
    {
        if (row.Code is { } code && AgencyCode.Normalise(code) != code)
            Say($"{path}.code", "directory-code-form", code);
        if (row.LongCode is { } longCode && AgencyCode.Normalise(longCode) != row.Code)
            Say($"{path}.longCode", "directory-code-differs", longCode, row.Code ?? "");
        if (row.Code is not null && Rival(row, byCode[row.Code]) is { } holder)
            Say($"{path}.code", "directory-code-taken", row.Code, holder);
    }

    void CheckParent(AgencyRow row, string path)
    {
        if (row.Parent is null)
            return;
        if (!known.TryGetValue(row.Parent, out Known? parent))
        {
            report.AddUnknownReference($"{path}.parent", row.Parent, "agencies");
            return;
        }

        if (row.ValidFrom < parent.ValidFrom || row.ValidFrom >= parent.ValidTo)
            Say($"{path}.parent", "directory-parent-not-in-force", row.Parent);
        HashSet<string> above = [row.Key];
        for (Known? up = parent; up is not null; up = up.Parent is null ? null : known.GetValueOrDefault(up.Parent))
        {
            if (above.Add(up.Key))
                continue;
            Say($"{path}.parent", "directory-parent-circle", row.Parent);
            return;
        }
    }

    void CheckUnit(AgencyRow agency, UnitRow unit, string path)
    {
        if (unit.ValidTo <= unit.ValidFrom)
            Say($"{path}.validTo", "directory-dates-reversed");
        else if (unit.ValidFrom < agency.ValidFrom || (agency.ValidTo is not null && (unit.ValidTo is null || unit.ValidTo > agency.ValidTo)))
            Say(path, "directory-unit-outside", unit.Key);
    }

    /// <summary>Another agency that has the same code on a day on which this one has it.</summary>
    static string? Rival(AgencyRow row, IEnumerable<Known> holders) =>
        holders.FirstOrDefault(other => other.Key != row.Key && DirectoryDates.Overlap(row.ValidFrom, row.ValidTo, other.ValidFrom, other.ValidTo))?.Key;

    void Say(string path, string code, params object[] values)
    {
        (string vi, string en) = DirectoryTexts.Of(code, values);
        report.Add(path, code, vi, en);
    }
}

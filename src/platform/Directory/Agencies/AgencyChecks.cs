using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.Agencies;

/// <summary>What types cannot say about the rows: dates, codes, parents, successors. Stored agencies that the file does not name count too.</summary>
sealed class AgencyChecks(AgencyFile file, AgencyTables tables, ImportReport report)
{
    sealed record Known(string Key, string? Parent, string? Code, string? GsoCode, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<string> Successors);

    readonly Dictionary<string, Known> known = Together(file.Agencies, tables);

    public void Check()
    {
        ILookup<string?, Known> byCode = known.Values.Where(agency => agency.Code is not null).ToLookup(agency => agency.Code);
        ILookup<string?, Known> byGsoCode = known.Values.Where(agency => agency.GsoCode is not null).ToLookup(agency => agency.GsoCode);
        ILookup<string?, Known> byParent = known.Values.ToLookup(agency => agency.Parent);
        for (int i = 0; i < file.Agencies.Count; i++)
        {
            AgencyRow row = file.Agencies[i];
            string path = $"agencies[{i}]";
            if (row.ValidTo <= row.ValidFrom)
                Say($"{path}.validTo", "directory-dates-reversed");
            CheckCode(row, path, byCode);
            if (row.GsoCode is not null && Rival(row, byGsoCode[row.GsoCode]) is { } governs)
                Say($"{path}.gsoCode", "directory-code-taken", row.GsoCode, governs);
            CheckParent(row, path);
            if (row.ValidTo is { } end && byParent[row.Key].FirstOrDefault(child => child.ValidTo is null || child.ValidTo > end) is { } left)
                Say($"{path}.validTo", "directory-children-left", left.Key);
            CheckSuccessors(row, path);
            CheckUnits(row, path);
        }
    }

    static Dictionary<string, Known> Together(IReadOnlyList<AgencyRow> rows, AgencyTables tables)
    {
        Dictionary<Guid, string> keys = tables.Agencies.Values.ToDictionary(agency => agency.Id, agency => agency.Key);
        Dictionary<string, Known> known = tables.Agencies.Values.ToDictionary(
            agency => agency.Key,
            agency => new Known(
                agency.Key, agency.ParentId is { } parent ? keys[parent] : null, agency.Code, agency.GsoCode, agency.ValidFrom, agency.ValidTo,
                [.. tables.SuccessorsOf(agency.Id).Select(successor => keys[successor])]));
        foreach (AgencyRow row in rows)
            known[row.Key] = new(row.Key, row.Parent, row.Code, row.GsoCode, row.ValidFrom, row.ValidTo, row.Successors ?? []);
        return known;
    }

    void CheckCode(AgencyRow row, string path, ILookup<string?, Known> byCode)
    {
        if (row.Code is { } code && AgencyCode.Normalise(code) != code)
            Say($"{path}.code", "directory-code-form", code);
        if (row.LongCode is { } longCode && AgencyCode.Normalise(longCode) != row.Code)
            Say($"{path}.longCode", "directory-code-differs", longCode, row.Code ?? "");
        if (row.Code is null)
            return;
        if (Rival(row, byCode[row.Code]) is { } holder)
            Say($"{path}.code", "directory-code-taken", row.Code, holder);
        // A code is never given out again; it goes on only with who alone took over from its holder (agency-code rules of Decision 20/2020).
        else if (byCode[row.Code].FirstOrDefault(other => other.ValidTo <= row.ValidFrom && !(other.Successors is [var only] && only == row.Key)) is { } dead)
            Say($"{path}.code", "directory-code-dead", row.Code, dead.Key);
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
        if (ComesBack(row.Key, agency => agency.Parent is { } up ? [up] : []))
            Say($"{path}.parent", "directory-parent-circle", row.Parent);
    }

    void CheckSuccessors(AgencyRow row, string path)
    {
        IReadOnlyList<string> successors = row.Successors ?? [];
        for (int s = 0; s < successors.Count; s++)
        {
            if (!known.TryGetValue(successors[s], out Known? successor))
                report.AddUnknownReference($"{path}.successors[{s}]", successors[s], "agencies");
            else if (row.ValidTo is not { } end || end < successor.ValidFrom || end >= successor.ValidTo)
                Say($"{path}.successors[{s}]", "directory-successor-not-in-force", successors[s]);
        }

        if (successors.Count > 1 && row.Split is null)
            Say($"{path}.successors", "directory-split-missing", successors.Count);
        if (ComesBack(row.Key, agency => agency.Successors))
            Say($"{path}.successors", "directory-successor-circle");
    }

    /// <summary>Whether a way along these references leads to where it began.</summary>
    bool ComesBack(string start, Func<Known, IReadOnlyList<string>> next)
    {
        HashSet<string> seen = [];
        Stack<string> open = new(next(known[start]));
        while (open.TryPop(out string? key))
        {
            if (key == start)
                return true;
            if (!seen.Add(key) || !known.TryGetValue(key, out Known? agency))
                continue;
            foreach (string further in next(agency))
                open.Push(further);
        }

        return false;
    }

    void CheckUnits(AgencyRow agency, string path)
    {
        if (agency.UnitTemplate is { } template && file.UnitTemplates?.Any(known => known.Key == template) != true)
            report.AddUnknownReference($"{path}.unitTemplate", template, "unitTemplates");
        IReadOnlyList<UnitRow> units = file.UnitsOf(agency);
        HashSet<string> keys = [];
        foreach ((int u, UnitRow unit) in units.Index())
        {
            int own = u - (units.Count - (agency.Units?.Count ?? 0));
            string place = own < 0 ? $"{path}.unitTemplate" : $"{path}.units[{own}]";
            if (!keys.Add(unit.Key))
                Say(place, "directory-unit-twice", unit.Key);
            if (unit.To(agency) <= unit.From(agency))
                Say($"{place}.validTo", "directory-dates-reversed");
            else if (unit.From(agency) < agency.ValidFrom || (agency.ValidTo is not null && unit.To(agency) > agency.ValidTo))
                Say(place, "directory-unit-outside", unit.Key);
        }
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

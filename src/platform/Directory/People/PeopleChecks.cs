using VanLang.Directory.Agencies;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.People;

/// <summary>What types cannot say about officials: dates, agencies, units, names that others have.</summary>
/// <param name="agencies">All agencies.</param>
/// <param name="units">Ids of all units.</param>
sealed class PeopleChecks(IReadOnlyDictionary<Guid, Agency> agencies, IReadOnlySet<Guid> units)
{
    /// <param name="holders">Who has the user names that are asked about: user name and key of the person.</param>
    public void Check(OfficialRow row, string path, IReadOnlyDictionary<string, string> holders, ImportReport report)
    {
        if (row.UserName is { } name && holders.TryGetValue(name, out string? holder) && holder != row.Key)
            Say(report, $"{path}.userName", "directory-user-name-taken", name, holder);
        HashSet<string> keys = [];
        for (int p = 0; p < row.Positions.Count; p++)
        {
            PositionRow position = row.Positions[p];
            CheckPosition(position, $"{path}.positions[{p}]", report);
            if (!keys.Add(Position.KeyOf(row.Key, position)))
                Say(report, $"{path}.positions[{p}]", "directory-position-twice");
        }
    }

    void CheckPosition(PositionRow row, string path, ImportReport report)
    {
        if (row.ValidTo <= row.ValidFrom)
            Say(report, $"{path}.validTo", "directory-dates-reversed");
        if (!agencies.TryGetValue(DirectoryIds.Agency(row.Agency), out Agency? agency))
            report.AddUnknownReference($"{path}.agency", row.Agency, "agencies");
        else if (row.ValidFrom < agency.ValidFrom || (agency.ValidTo is not null && (row.ValidTo is null || row.ValidTo > agency.ValidTo)))
            Say(report, path, "directory-position-outside", row.Agency);
        if (row.Unit is not null && !units.Contains(DirectoryIds.Unit(row.Agency, row.Unit)))
            report.AddUnknownReference($"{path}.unit", row.Unit, $"{row.Agency}.units");
    }

    static void Say(ImportReport report, string path, string code, params object[] values)
    {
        (string vi, string en) = DirectoryTexts.Of(code, values);
        report.Add(path, code, vi, en);
    }
}

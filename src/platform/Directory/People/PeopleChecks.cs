using VanLang.Directory.Agencies;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Import;

namespace VanLang.Directory.People;

/// <summary>What types cannot say about officials: dates, agencies, units, names that others have.</summary>
sealed class PeopleChecks(IReadOnlyList<OfficialRow> rows, PeopleTables tables, ImportReport report)
{
    public void Check()
    {
        Dictionary<string, string> userNames = tables.People.Values.Where(person => person.UserName is not null).ToDictionary(person => person.UserName!, person => person.Key);
        for (int i = 0; i < rows.Count; i++)
        {
            string path = $"officials[{i}]";
            if (rows[i].UserName is { } name && userNames.TryGetValue(name, out string? holder) && holder != rows[i].Key)
                Say($"{path}.userName", "directory-user-name-taken", name, holder);
            HashSet<string> keys = [];
            for (int p = 0; p < rows[i].Positions.Count; p++)
            {
                PositionRow position = rows[i].Positions[p];
                CheckPosition(position, $"{path}.positions[{p}]");
                if (!keys.Add(Position.KeyOf(rows[i].Key, position)))
                    Say($"{path}.positions[{p}]", "directory-position-twice");
            }
        }
    }

    void CheckPosition(PositionRow row, string path)
    {
        if (row.ValidTo <= row.ValidFrom)
            Say($"{path}.validTo", "directory-dates-reversed");
        if (!tables.Agencies.TryGetValue(DirectoryIds.Agency(row.Agency), out Agency? agency))
            report.AddUnknownReference($"{path}.agency", row.Agency, "agencies");
        else if (row.ValidFrom < agency.ValidFrom || (agency.ValidTo is not null && (row.ValidTo is null || row.ValidTo > agency.ValidTo)))
            Say(path, "directory-position-outside", row.Agency);
        if (row.Unit is not null && !tables.Units.Contains(DirectoryIds.Unit(row.Agency, row.Unit)))
            report.AddUnknownReference($"{path}.unit", row.Unit, $"{row.Agency}.units");
    }

    void Say(string path, string code, params object[] values)
    {
        (string vi, string en) = DirectoryTexts.Of(code, values);
        report.Add(path, code, vi, en);
    }
}

using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Directory.Contracts;

/// <summary>
/// Takes agencies and their units from a file like <c>province/agencies.json</c>. Every row is checked before any is used; rows that are stored
/// but not in the file stay. A second import of the same file changes nothing.
/// </summary>
public sealed class ImportAgencies(UnitOfWork work)
{
    /// <param name="path">The file.</param>
    /// <param name="actor">Who imports; <see cref="Actor.System"/> for the program itself.</param>
    /// <returns>Counts of agencies (one whose units changed counts as changed), or what is wrong with the file.</returns>
    public async Task<ImportResult> Execute(string path, Actor actor, CancellationToken cancellationToken)
    {
        ImportRead<AgencyFile> read = ImportFile.Read<AgencyFile>(path);
        if (read.IsFaulty)
            return ImportResult.Refused(read.Problems);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken)));
        Outcome<ImportResult> outcome = await work.Execute<ImportResult>(
            new Operation("directory.import-agencies", actor),
            async (work, token) =>
            {
                AgencyTables tables = await AgencyTables.Load(work.Db, token);
                read.Check((file, report) => new AgencyChecks(file, tables, report).Check());
                if (read.IsFaulty)
                    return ImportResult.Refused(read.Problems);
                ImportCounts counts = default;
                foreach (AgencyRow row in read.Value!.Agencies)
                    counts += Take(work, tables, row, read.Value.UnitsOf(row));
                if (counts.Added + counts.Changed > 0)
                    work.Raise(new Subject("import", work.NewId()), "directory.agencies-imported", new { file = read.File, sha256 = hash, counts });
                return new ImportResult(counts, []);
            },
            cancellationToken);
        return outcome.Value!;
    }

    static ImportCounts Take(Work work, AgencyTables tables, AgencyRow row, IReadOnlyList<UnitRow> units)
    {
        Guid id = DirectoryIds.Agency(row.Key);
        bool isNew = !tables.Agencies.TryGetValue(id, out Agency? agency);
        Facts? before = agency?.Facts();
        agency ??= tables.Add(new Agency
        {
            Id = id, Key = row.Key, Name = row.Name, Kind = row.Kind, Level = row.Level, ValidFrom = row.ValidFrom, Source = row.Source, Verified = row.Verified,
        });
        agency.Name = row.Name;
        agency.NameEn = row.NameEn;
        agency.Abbreviation = row.Abbreviation;
        agency.Kind = row.Kind;
        agency.Level = row.Level;
        agency.ParentId = row.Parent is null ? null : DirectoryIds.Agency(row.Parent);
        agency.Code = row.Code;
        agency.LongCode = row.LongCode;
        agency.CodeLabel = row.CodeLabel;
        agency.GsoCode = row.GsoCode;
        agency.Place = row.Place;
        agency.UpperBody = row.UpperBody;
        agency.FormedFrom = row.FormedFrom is { Count: > 0 } parts ? string.Join("; ", parts) : null;
        agency.ValidFrom = row.ValidFrom;
        agency.ValidTo = row.ValidTo;
        agency.EndBasis = row.EndBasis;
        agency.SplitRule = row.Split?.Vi;
        agency.SplitRuleEn = row.Split?.En;
        agency.SplitLabel = row.Split?.Label;
        agency.Source = row.Source;
        agency.LegalBasis = row.LegalBasis;
        agency.Verified = row.Verified;
        agency.Label = row.Label;
        agency.Note = row.Note;
        bool changed = work.Db.Entry(agency).State == EntityState.Modified;
        for (int order = 0; order < units.Count; order++)
            changed |= TakeUnit(work, tables, agency, row, units[order], order);
        changed |= tables.Succeed(id, [.. (row.Successors ?? []).Select(DirectoryIds.Agency)]);
        if (!isNew && !changed)
            return new(0, 0, 1);
        work.Raise(new Subject(AgencySubject.Name, id), isNew ? "agency.added" : "agency.changed", new { row.Key, units = units.Count, successors = row.Successors ?? [] }, before, agency.Facts());
        return isNew ? new(1, 0, 0) : new(0, 1, 0);
    }

    static bool TakeUnit(Work work, AgencyTables tables, Agency agency, AgencyRow of, UnitRow row, int order)
    {
        Guid id = DirectoryIds.Unit(agency.Key, row.Key);
        Unit unit = tables.Units.TryGetValue(id, out Unit? stored) ? stored : tables.Add(new Unit
        {
            Id = id, Key = $"{agency.Key}/{row.Key}", AgencyId = agency.Id, Name = row.Name, Order = order, ValidFrom = row.From(of), Source = row.Source, Verified = row.Verified,
        });
        unit.Name = row.Name;
        unit.NameEn = row.NameEn;
        unit.Kind = row.Kind;
        unit.Abbreviation = row.Abbreviation;
        unit.Order = order;
        unit.ValidFrom = row.From(of);
        unit.ValidTo = row.To(of);
        unit.Source = row.Source;
        unit.Verified = row.Verified;
        unit.Label = row.Label;
        return work.Db.Entry(unit).State is EntityState.Added or EntityState.Modified;
    }
}

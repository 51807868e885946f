using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.People;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Directory.Contracts;

/// <summary>
/// Takes officials and their posts from a file like <c>province/people.json</c>, after the agencies. Every row is checked before any is used. A post
/// that the file no longer lists for an official it names ends on the day of the import: a post gives power, so a forgotten one must not go on.
/// </summary>
public sealed class ImportPeople(UnitOfWork work)
{
    /// <param name="path">The file.</param>
    /// <param name="actor">Who imports; <see cref="Actor.System"/> for the program itself.</param>
    /// <returns>Counts of officials (one whose posts changed counts as changed), or what is wrong with the file.</returns>
    public async Task<ImportResult> Execute(string path, Actor actor, CancellationToken cancellationToken)
    {
        ImportRead<PeopleFile> read = ImportFile.Read<PeopleFile>(path);
        if (read.IsFaulty)
            return ImportResult.Refused(read.Problems);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken)));
        Outcome<ImportResult> outcome = await work.Execute<ImportResult>(
            new Operation("directory.import-people", actor),
            async (work, token) =>
            {
                PeopleTables tables = await PeopleTables.Load(work.Db, token);
                read.Check((file, report) => new PeopleChecks(file.Officials, tables, report).Check());
                if (read.IsFaulty)
                    return ImportResult.Refused(read.Problems);
                ImportCounts counts = default;
                foreach (OfficialRow row in read.Value!.Officials)
                    counts += Take(work, tables, row);
                if (counts.Added + counts.Changed > 0)
                    work.Raise(new Subject("import", work.NewId()), "directory.people-imported", new { file = read.File, sha256 = hash, counts });
                return new ImportResult(counts, []);
            },
            cancellationToken);
        return outcome.Value!;
    }

    static ImportCounts Take(Work work, PeopleTables tables, OfficialRow row)
    {
        Guid id = DirectoryIds.Person(row.Key);
        bool isNew = !tables.People.TryGetValue(id, out Person? person);
        if (person is null)
        {
            person = new() { Id = id, Key = row.Key, FullName = row.FullName, Fictitious = row.Fictitious, Source = row.Source, Verified = row.Verified };
            work.Db.Add(person);
        }

        person.FullName = row.FullName;
        person.UserName = row.UserName;
        person.Email = row.Email;
        person.Phone = row.Phone;
        person.Fictitious = row.Fictitious;
        person.Source = row.Source;
        person.Verified = row.Verified;
        person.Label = row.Label;
        bool changed = work.Db.Entry(person).State == EntityState.Modified;
        HashSet<Guid> listed = [];
        foreach (PositionRow position in row.Positions)
            changed |= TakePosition(work, tables, row, position, listed);
        DateOnly today = VietnamTime.DateOf(work.Now);
        foreach (Position position in tables.Positions.Values.Where(position => position.PersonId == id && !listed.Contains(position.Id)))
            changed |= End(work, position, today);
        return isNew ? new(1, 0, 0) : changed ? new(0, 1, 0) : new(0, 0, 1);
    }

    static bool TakePosition(Work work, PeopleTables tables, OfficialRow person, PositionRow row, HashSet<Guid> listed)
    {
        string key = Position.KeyOf(person.Key, row);
        Guid id = DirectoryIds.Position(key);
        listed.Add(id);
        bool isNew = !tables.Positions.TryGetValue(id, out Position? position);
        Facts? before = position?.Facts();
        if (position is null)
        {
            position = new()
            {
                Id = id,
                Key = key,
                PersonId = DirectoryIds.Person(person.Key),
                AgencyId = DirectoryIds.Agency(row.Agency),
                UnitId = row.Unit is null ? null : DirectoryIds.Unit(row.Agency, row.Unit),
                Role = row.Role,
                Title = row.Title,
                ValidFrom = row.ValidFrom,
            };
            work.Db.Add(position);
        }

        position.Title = row.Title;
        position.ValidTo = row.ValidTo;
        position.Label = row.Label;
        if (work.Db.Entry(position).State == EntityState.Unchanged)
            return false;
        work.Raise(new Subject(PositionSubject.Name, id), isNew ? "position.added" : "position.changed", new { }, before, position.Facts());
        return true;
    }

    static bool End(Work work, Position position, DateOnly today)
    {
        DateOnly end = today > position.ValidFrom ? today : position.ValidFrom;
        if (position.ValidTo <= end)
            return false;
        Facts before = position.Facts();
        position.ValidTo = end;
        work.Raise(new Subject(PositionSubject.Name, position.Id), "position.ended", new { }, before, position.Facts());
        return true;
    }
}

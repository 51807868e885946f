using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Directory.People;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Directory.Contracts;

/// <summary>
/// Takes officials and their posts from a file like <c>province/people.json</c>, after the agencies. All of the file is read and checked before anything is
/// used of it; then it is loaded in short steps, so that neither memory nor whoever works beside it minds its length. A run that was stopped on the
/// way is finished by the next: what is in already is found unchanged. A post that the file no longer lists for an official it names ends on the day of
/// the import: a post gives power, so a forgotten one must not go on.
/// </summary>
public sealed class ImportPeople(UnitOfWork work)
{
    const int StepRows = 500;
    const int MostProblems = 100;

    /// <param name="path">The file.</param>
    /// <param name="actor">Who imports; <see cref="Actor.System"/> for the program itself.</param>
    /// <param name="progress">Told after each step of loading.</param>
    /// <returns>Counts of officials (one whose posts changed counts as changed), or what is wrong with the file.</returns>
    public async Task<ImportResult> Execute(string path, Actor actor, CancellationToken cancellationToken, IProgress<ImportProgress>? progress = null)
    {
        (int all, IReadOnlyList<ImportProblem> problems) = await Check(path, cancellationToken);
        if (problems.Count > 0)
            return ImportResult.Refused(problems);
        string hash;
        await using (FileStream content = File.OpenRead(path))
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        ImportCounts counts = default;
        int done = 0;
        long started = Stopwatch.GetTimestamp();
        foreach (RowRead[] rows in Officials(path).Chunk(StepRows))
        {
            OfficialRow[] step = [.. rows.Select(row => (OfficialRow)row.Value!)];
            counts += await Load(step, actor, cancellationToken);
            done += step.Length;
            progress?.Report(new(done, all, done, Stopwatch.GetElapsedTime(started)));
        }

        if (counts.Added + counts.Changed > 0)
            await Tell(Path.GetFileName(path), hash, counts, actor, cancellationToken);
        return new(counts, []);
    }

    // Once checked, the file holds nothing but rows that can be read.
    static IEnumerable<RowRead> Officials(string path) => RowFile.Read<PeopleFile>(path).Where(row => row.Value is OfficialRow);

    async Task<(int Officials, IReadOnlyList<ImportProblem> Problems)> Check(string path, CancellationToken cancellationToken)
    {
        PeopleChecks checks = await work.Read(
            async (db, token) => new PeopleChecks(
                await db.Set<Agency>().ToDictionaryAsync(agency => agency.Id, token),
                await db.Set<Unit>().Select(unit => unit.Id).ToHashSetAsync(token)),
            cancellationToken);
        List<ImportProblem> problems = [];
        int officials = 0;
        foreach (RowRead[] rows in RowFile.Read<PeopleFile>(path).Chunk(StepRows))
        {
            string[] names = [.. rows.Select(row => (row.Value as OfficialRow)?.UserName).OfType<string>()];
            Dictionary<string, string> holders = await work.Read(
                (db, token) => db.Set<Person>().Where(person => person.UserName != null && names.Contains(person.UserName)).ToDictionaryAsync(person => person.UserName!, person => person.Key, token),
                cancellationToken);
            foreach (RowRead row in rows)
            {
                if (row.Value is OfficialRow official)
                {
                    officials++;
                    checks.Check(official, row.Path, holders, row.Report);
                }

                problems.AddRange(row.Report.Problems);
            }

            if (problems.Count >= MostProblems)
                break;
        }

        return (officials, [.. problems.Take(MostProblems)]);
    }

    async Task<ImportCounts> Load(OfficialRow[] step, Actor actor, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. step.Select(row => DirectoryIds.Person(row.Key))];
        Outcome<ImportCounts> outcome = await work.Execute<ImportCounts>(
            new Operation("directory.import-people", actor),
            async (work, token) =>
            {
                // Of two imports at once the second finds what the first has put in.
                await work.Queue("import/people", token);
                PeopleTables tables = await PeopleTables.Load(work.Db, ids, token);
                ImportCounts counts = default;
                foreach (OfficialRow row in step)
                    counts += Take(work, tables, row);
                return counts;
            },
            cancellationToken);
        return outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Officials could not be loaded: {outcome.Failure}.");
    }

    Task<Outcome<Done>> Tell(string file, string hash, ImportCounts counts, Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("directory.import-people", actor),
        (work, _) =>
        {
            work.Raise(new Subject("import", work.NewId()), "directory.people-imported", new { file, sha256 = hash, counts });
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        cancellationToken);

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
        foreach (Position position in tables.Positions[id].Where(position => !listed.Contains(position.Id)))
            changed |= End(work, position, today);
        return isNew ? new(1, 0, 0) : changed ? new(0, 1, 0) : new(0, 0, 1);
    }

    static bool TakePosition(Work work, PeopleTables tables, OfficialRow person, PositionRow row, HashSet<Guid> listed)
    {
        string key = Position.KeyOf(person.Key, row);
        Guid id = DirectoryIds.Position(key);
        listed.Add(id);
        Position? position = tables.Positions[DirectoryIds.Person(person.Key)].FirstOrDefault(known => known.Id == id);
        bool isNew = position is null;
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

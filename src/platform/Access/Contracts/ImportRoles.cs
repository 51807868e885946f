using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Access.Roles;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Access.Contracts;

/// <summary>
/// Takes roles and their grants from a file like <c>province/roles.json</c>. A permission that no room declares is refused. A grant that the file
/// no longer lists ends on the day of the import, whichever role it is of: what is not written there is not allowed.
/// </summary>
public sealed class ImportRoles(UnitOfWork work, RoomCatalog rooms)
{
    /// <param name="path">The file.</param>
    /// <param name="actor">Who imports; <see cref="Actor.System"/> for the program itself.</param>
    /// <returns>Counts of roles (one whose grants changed counts as changed), or what is wrong with the file.</returns>
    public async Task<ImportResult> Execute(string path, Actor actor, CancellationToken cancellationToken)
    {
        ImportRead<RoleFile> read = ImportFile.Read<RoleFile>(path).Check(Check);
        if (read.IsFaulty)
            return ImportResult.Refused(read.Problems);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken)));
        Outcome<ImportResult> outcome = await work.Execute<ImportResult>(
            new Operation("access.import-roles", actor),
            async (work, token) =>
            {
                Dictionary<string, Role> roles = await work.Db.Set<Role>().ToDictionaryAsync(role => role.Code, token);
                List<RoleGrant> grants = await work.Db.Set<RoleGrant>().ToListAsync(token);
                ImportCounts counts = default;
                foreach (RoleRow row in read.Value!.Roles)
                    counts += Take(work, roles, grants, row);
                DateOnly today = VietnamTime.DateOf(work.Now);
                HashSet<string> listed = [.. read.Value.Roles.Select(row => row.Code)];
                foreach (IGrouping<string, RoleGrant> dropped in grants.Where(grant => !listed.Contains(grant.Role)).GroupBy(grant => grant.Role))
                {
                    List<RoleGrant> ended = [.. dropped.Where(grant => End(work, grant, today))];
                    if (ended.Count > 0)
                        counts += new ImportCounts(0, 1, 0);
                }

                work.AfterCommit(AccessQueries.HaveChanged);
                if (counts.Added + counts.Changed > 0)
                    work.Raise(new Subject("import", work.NewId()), "access.roles-imported", new { file = read.File, sha256 = hash, counts });
                return new ImportResult(counts, []);
            },
            cancellationToken);
        return outcome.Value!;
    }

    void Check(RoleFile file, ImportReport report)
    {
        HashSet<string> declared = [.. rooms.Rooms.SelectMany(room => room.Permissions).Select(permission => permission.Name)];
        for (int r = 0; r < file.Roles.Count; r++)
        {
            if (file.Roles[r].ValidTo <= file.Roles[r].ValidFrom)
                Say(report, $"roles[{r}].validTo", "access-dates-reversed");
            HashSet<string> names = [];
            for (int p = 0; p < file.Roles[r].Permissions.Count; p++)
            {
                string name = file.Roles[r].Permissions[p];
                if (!declared.Contains(name))
                    Say(report, $"roles[{r}].permissions[{p}]", "access-permission-unknown", name);
                if (!names.Add(name))
                    Say(report, $"roles[{r}].permissions[{p}]", "access-permission-twice", name);
            }
        }
    }

    static ImportCounts Take(Work work, Dictionary<string, Role> roles, List<RoleGrant> grants, RoleRow row)
    {
        bool isNew = !roles.TryGetValue(row.Code, out Role? role);
        if (role is null)
        {
            role = new() { Code = row.Code, Name = row.Name, NameEn = row.NameEn };
            work.Db.Add(role);
        }

        role.Name = row.Name;
        role.NameEn = row.NameEn;
        role.Label = row.Label;
        bool changed = work.Db.Entry(role).State == EntityState.Modified;
        foreach (string permission in row.Permissions)
            changed |= Grant(work, grants, row, permission);
        DateOnly today = VietnamTime.DateOf(work.Now);
        foreach (RoleGrant dropped in grants.Where(grant => grant.Role == row.Code && !(grant.ValidFrom == row.ValidFrom && row.Permissions.Contains(grant.Permission))))
            changed |= End(work, dropped, today);
        return isNew ? new(1, 0, 0) : changed ? new(0, 1, 0) : new(0, 0, 1);
    }

    static bool Grant(Work work, List<RoleGrant> grants, RoleRow row, string permission)
    {
        RoleGrant? grant = grants.FirstOrDefault(grant => grant.Role == row.Code && grant.Permission == permission && grant.ValidFrom == row.ValidFrom);
        if (grant?.ValidTo == row.ValidTo && grant is not null)
            return false;
        Facts? before = grant?.Facts();
        if (grant is null)
        {
            grant = new() { Id = Id(row.Code, permission, row.ValidFrom), Role = row.Code, Permission = permission, ValidFrom = row.ValidFrom };
            work.Db.Add(grant);
            grants.Add(grant);
        }

        grant.ValidTo = row.ValidTo;
        work.Raise(new Subject(RoleGrantSubject.Name, grant.Id), before is null ? "role.granted" : "role.grant-changed", new { }, before, grant.Facts());
        return true;
    }

    static bool End(Work work, RoleGrant grant, DateOnly today)
    {
        DateOnly end = today > grant.ValidFrom ? today : grant.ValidFrom;
        if (grant.ValidTo <= end)
            return false;
        Facts before = grant.Facts();
        grant.ValidTo = end;
        work.Raise(new Subject(RoleGrantSubject.Name, grant.Id), "role.grant-ended", new { }, before, grant.Facts());
        return true;
    }

    // The same grant has the same id in every installation, as agencies have.
    static Guid Id(string role, string permission, DateOnly from) => DeterministicId.Of($"vanlang/access/{role}/{permission}/{from:yyyy-MM-dd}");

    static void Say(ImportReport report, string path, string code, params object[] values)
    {
        (string vi, string en) = AccessTexts.Of(code, values);
        report.Add(path, code, vi, en);
    }
}

using Microsoft.EntityFrameworkCore;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Administration;
using VanLang.Identity.Handovers;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Contracts;

/// <summary>
/// The first account of a real installation, made from the command line by who owns the machine, for an official whom the directory already knows as
/// administrator. Once an administrator has taken an account over, every other account is made by people.
/// </summary>
public sealed class FirstAdministrator
{
    readonly UnitOfWork work;
    readonly DirectoryPeople people;
    readonly DirectoryQueries directory;
    readonly AccessQueries access;
    readonly TimeProvider time;

    internal FirstAdministrator(UnitOfWork work, DirectoryPeople people, DirectoryQueries directory, AccessQueries access, TimeProvider time)
    {
        this.work = work;
        this.people = people;
        this.directory = directory;
        this.access = access;
        this.time = time;
    }

    /// <summary>Makes the account and a code for its owner; called again before the code was used, another code.</summary>
    /// <param name="official">Key or user name of the official in the directory.</param>
    /// <returns>What to hand over; refused where there is an administrator, and for an official who is unknown or no administrator.</returns>
    public async Task<Outcome<FirstCode>> Create(string official, CancellationToken cancellationToken)
    {
        DateOnly today = VietnamTime.DateOf(time.GetUtcNow());
        if (await AnyAdministrator(today, cancellationToken))
            return IdentityErrors.AdministratorThere;
        List<OfficialRecord> found = [.. (await people.Find(null, official, today, null, 2, cancellationToken))
            .Where(person => string.Equals(person.Key, official, StringComparison.OrdinalIgnoreCase) || string.Equals(person.UserName, official, StringComparison.OrdinalIgnoreCase))];
        if (found is not [var person])
            return IdentityErrors.OfficialUnknown.With(official);
        if (!await IsAdministrator(person.Id, today, cancellationToken))
            return IdentityErrors.NotAdministrator;
        Outcome<IssuedCode> issued = await work.Execute<IssuedCode>(
            new Operation("account.create-first", Actor.System),
            (work, token) => CreateOfficialAccount.In(work, person, HandoverKind.First, token),
            cancellationToken);
        return issued.Succeeded
            ? new FirstCode(person.FullName, issued.Value.UserName, issued.Value.Code, issued.Value.ExpiresAt)
            : issued.Failure;
    }

    async Task<bool> AnyAdministrator(DateOnly today, CancellationToken cancellationToken)
    {
        List<Guid> owners = await work.Read(
            (db, token) => db.Set<Account>().Where(account => account.PersonId != null && account.PasswordHash != null && account.DisabledAt == null).Select(account => account.PersonId!.Value).ToListAsync(token),
            cancellationToken);
        foreach (Guid owner in owners)
        {
            if (await IsAdministrator(owner, today, cancellationToken))
                return true;
        }

        return false;
    }

    async Task<bool> IsAdministrator(Guid personId, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (PositionRecord position in await directory.PositionsOf(personId, today, cancellationToken))
        {
            IReadOnlySet<string> permissions = await access.PermissionsOf(position.Role, today, cancellationToken);
            if (permissions.Contains(AccountPermissions.Manage) && permissions.Contains(AccountPermissions.WholeProvince))
                return true;
        }

        return false;
    }
}

/// <summary>What the owner of the machine hands to the first administrator.</summary>
/// <param name="Code">Works once, with the user name.</param>
public sealed record FirstCode(string Name, string UserName, string Code, DateTimeOffset ExpiresAt);

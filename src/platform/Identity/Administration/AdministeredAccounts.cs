using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Handovers;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Administration;

/// <summary>
/// The accounts that an official may administer: those of officials of the own agency and the agencies below it, with the permission for the whole
/// province all of them, and those of citizens, who may come to any counter. Any other account is not found.
/// </summary>
sealed class AdministeredAccounts(UnitOfWork work, DirectoryQueries directory, DirectoryPeople people, TimeProvider time)
{
    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    /// <summary>Officials with what is known of their accounts, in the order of their keys.</summary>
    public async Task<List<AdministeredAccount>> List(Actor actor, string? text, string? after, int take, CancellationToken cancellationToken)
    {
        if (!actor.May(AccountPermissions.See))
            return [];
        List<OfficialRecord> officials = await people.Find(await Agencies(actor, cancellationToken), text, Today, after, take, cancellationToken);
        List<Guid> ids = [.. officials.Select(official => official.Id)];
        List<Account> accounts = await work.Read(
            (db, token) => db.Set<Account>().Where(account => account.PersonId != null && ids.Contains(account.PersonId.Value)).ToListAsync(token), cancellationToken);
        return [.. officials.Select(official => new AdministeredAccount(official, accounts.FirstOrDefault(account => account.PersonId == official.Id)))];
    }

    /// <summary>The account, if this actor may administer it.</summary>
    public async Task<Account?> Find(Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        if (!MaySeeCitizens(actor)
            || await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.Id == accountId, token), cancellationToken) is not { } account
            || (account.Kind != AccountKind.Citizen && !actor.May(AccountPermissions.See)))
            return null;
        return account.PersonId is not { } person || await people.Get(person, await Agencies(actor, cancellationToken), Today, cancellationToken) is not null ? account : null;
    }

    /// <summary>A citizen's account by its whole user name: whoever knows less looks for nobody.</summary>
    public async Task<Account?> Citizen(Actor actor, string? userName, CancellationToken cancellationToken)
    {
        string lookup = UserName.Lookup(userName);
        return MaySeeCitizens(actor) && lookup.Length > 0
            ? await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == lookup && account.Kind == AccountKind.Citizen, token), cancellationToken)
            : null;
    }

    /// <summary>Citizens for whom somebody of these agencies has opened a reset that waits for its second person; the oldest first.</summary>
    public async Task<List<Account>> WaitingCitizens(Actor actor, int take, CancellationToken cancellationToken)
    {
        if (!actor.May(AccountPermissions.See) || !actor.May(AccountPermissions.ConfirmReset))
            return [];
        DateTimeOffset now = time.GetUtcNow();
        var open = await work.Read(
            (db, token) => (
                from handover in db.Set<Handover>()
                join account in db.Set<Account>() on handover.AccountId equals account.Id
                join opener in db.Set<Account>() on handover.OpenedBy equals opener.Id
                where account.Kind == AccountKind.Citizen && handover.Kind == HandoverKind.Reset && handover.ConfirmedAt == null
                    && handover.UsedAt == null && handover.CancelledAt == null && handover.ExpiresAt > now && opener.Id != actor.AccountId
                orderby handover.OpenedAt
                select new { Account = account, opener.PersonId }).Take(Most).ToListAsync(token),
            cancellationToken);
        IReadOnlyCollection<Guid>? agencies = await Agencies(actor, cancellationToken);
        List<Account> waiting = [];
        foreach (var reset in open)
        {
            if (waiting.Count < take && reset.PersonId is { } opener && await people.Get(opener, agencies, Today, cancellationToken) is not null)
                waiting.Add(reset.Account);
        }

        return waiting;
    }

    /// <summary>Resets that wait in the whole province; more than these are looked for by name.</summary>
    const int Most = 200;

    static bool MaySeeCitizens(Actor actor) => actor.May(AccountPermissions.See) || actor.May(AccountPermissions.HelpCitizens);

    /// <summary>The official, if this actor may administer the account that they have or get.</summary>
    public async Task<OfficialRecord?> Official(Actor actor, Guid personId, CancellationToken cancellationToken) =>
        actor.May(AccountPermissions.See) ? await people.Get(personId, await Agencies(actor, cancellationToken), Today, cancellationToken) : null;

    /// <summary>All that the page of one account shows; null where it is not to be found by this actor.</summary>
    /// <param name="id">Id of the official or of the account.</param>
    public async Task<AccountDetails?> Details(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        Account? account = await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.Id == id || account.PersonId == id, token), cancellationToken);
        OfficialRecord? official = await Official(actor, account?.PersonId ?? id, cancellationToken);
        bool citizen = account is { Kind: AccountKind.Citizen } && actor.May(AccountPermissions.See);
        if (official is null && !citizen)
            return null;
        if (account is null)
            return new(official, null, false, 0, null, null);
        DateTimeOffset now = time.GetUtcNow();
        return await work.Read(
            async (db, token) => new AccountDetails(
                official,
                account,
                await db.Set<Authenticator>().AnyAsync(row => row.AccountId == account.Id && row.RemovedAt == null && row.ConfirmedAt != null, token),
                await db.Set<Session>().CountAsync(session => session.AccountId == account.Id && session.EndedAt == null && session.ExpiresAt > now && session.LastSeenAt > now - SessionTimes.Idle, token),
                await db.Set<Handover>().FirstOrDefaultAsync(handover => handover.AccountId == account.Id && handover.UsedAt == null && handover.CancelledAt == null && handover.ExpiresAt > now, token),
                await (
                    from handover in db.Set<Handover>()
                    join opener in db.Set<Account>() on handover.OpenedBy equals opener.Id
                    where handover.AccountId == account.Id && handover.UsedAt == null && handover.CancelledAt == null
                    select opener.FullName).FirstOrDefaultAsync(token)),
            cancellationToken);
    }

    /// <returns>Ids of the agencies; null for every agency.</returns>
    async Task<IReadOnlyCollection<Guid>?> Agencies(Actor actor, CancellationToken cancellationToken) =>
        actor.May(AccountPermissions.WholeProvince) ? null : await directory.WithAllBelow(actor.AgencyId, Today, cancellationToken);
}

/// <summary>A line of the list.</summary>
sealed record AdministeredAccount(OfficialRecord Official, Account? Account);

/// <summary>An account for who administers it.</summary>
/// <param name="Official">Null for a citizen.</param>
/// <param name="Account">Null where the official has none yet.</param>
/// <param name="Waiting">The handover that waits for its second person or its owner.</param>
sealed record AccountDetails(OfficialRecord? Official, Account? Account, bool HasFactor, int Sessions, Handover? Waiting, string? OpenedBy);

using Microsoft.EntityFrameworkCore;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Guard;

/// <summary>
/// Who acts in a session, from session, directory and grants as of this moment: for each request of a browser, and each time an application asks what a
/// token is still worth.
/// </summary>
sealed class SessionActors(UnitOfWork work, DirectoryQueries directory, AccessQueries access, DelegationQueries delegations, TimeProvider time)
{
    /// <summary>The actor of a session that was found live.</summary>
    public async Task<SessionActor> Of(SignedInSession session, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        if (session.Kind == AccountKind.Citizen)
            return new(session, new(ActorKind.Citizen, session.FullName) { AccountId = session.AccountId }, [], [], day);

        Actor official = new(ActorKind.Official, session.FullName) { AccountId = session.AccountId, PersonId = session.PersonId };
        // Without the second factor there is no power to act, whatever a page asks for.
        if (session.PersonId is not { } person || session.LacksFactor)
            return new(session, official, [], [], day);
        IReadOnlyList<PositionRecord> positions = await directory.PositionsOf(person, day, cancellationToken);
        IReadOnlyList<DelegatedPower> powers = await delegations.PowersOf(person, day, cancellationToken);
        // The session keeps one choice: an own position, or a delegation whose power is used instead.
        if (powers.FirstOrDefault(power => power.DelegationId == session.PositionId) is { } power)
            return new(session, power.For(official with { Name = power.ReceiverName }), positions, powers, day);
        PositionRecord? acting = positions is [var only] ? only : positions.FirstOrDefault(position => position.Id == session.PositionId);
        if (acting is null)
            return new(session, official, positions, powers, day);
        return new(session, official with
        {
            Name = acting.PersonName,
            PositionId = acting.Id,
            PositionTitle = acting.Title,
            Role = acting.Role,
            UnitId = acting.UnitId ?? acting.AgencyId,
            AgencyId = acting.AgencyId,
            Permissions = await access.PermissionsOf(acting.Role, day, cancellationToken),
        }, positions, powers, day);
    }

    /// <summary>The actor of the session with this id; null where it has ended.</summary>
    public async Task<SessionActor?> Live(Guid sessionId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset oldest = now - SessionTimes.Idle;
        SignedInSession? session = await work.Read(
            (db, token) => (
                from row in db.Set<Session>()
                join account in db.Set<Account>() on row.AccountId equals account.Id
                where row.Id == sessionId && row.EndedAt == null && account.DisabledAt == null && row.ExpiresAt > now && row.LastSeenAt > oldest
                select new SignedInSession(
                    row.Id, account.Id, account.Kind, account.FullName, account.PersonId, row.PositionId, account.IsDemonstration, row.SecondFactor, row.ConfirmedAt)).FirstOrDefaultAsync(token),
            cancellationToken);
        return session is null ? null : await Of(session, cancellationToken);
    }
}

/// <summary>A live session and who acts in it.</summary>
/// <param name="Positions">Positions that the official holds on the day.</param>
/// <param name="Powers">Powers lent to the official on the day.</param>
sealed record SessionActor(SignedInSession Session, Actor Actor, IReadOnlyList<PositionRecord> Positions, IReadOnlyList<DelegatedPower> Powers, DateOnly Day);

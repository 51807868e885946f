using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VanLang.Identity.Provider;

/// <summary>How the consent page answers the authorization endpoint.</summary>
static class ConsentAnswer
{
    public const string Path = "dong-y";

    /// <summary>Parameter that says that the person refused.</summary>
    public const string Denied = "vl_denied";
}

/// <summary>What people have agreed that an application outside the province learns of them. It can be taken back.</summary>
sealed class Consents(UnitOfWork work)
{
    /// <summary>The consent that covers every scope; null where there is none.</summary>
    public async Task<Guid?> Find(Guid accountId, string clientId, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        foreach (ConsentRow row in await Rows(accountId, clientId, cancellationToken))
        {
            if (scopes.All(row.Scopes.Contains))
                return row.Id;
        }

        return null;
    }

    /// <summary>What the account has granted, newest first.</summary>
    public async Task<IReadOnlyList<ConsentRow>> Of(Guid accountId, CancellationToken cancellationToken) => await Rows(accountId, null, cancellationToken);

    public Task<Outcome<Done>> Grant(Actor actor, string clientId, ImmutableArray<string> scopes, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.grant-consent", actor),
        async (work, token) =>
        {
            ClientApplication? client = await work.Db.Set<ClientApplication>().FirstOrDefaultAsync(client => client.ClientId == clientId, token);
            if (client is null)
                return IdentityErrors.ClientUnknown;
            ClientAuthorization consent = new()
            {
                Id = work.NewId(),
                Application = client,
                Subject = actor.AccountId!.Value.ToString(),
                CreationDate = work.Now.UtcDateTime,
                Scopes = JsonSerializer.Serialize(scopes),
                Status = Statuses.Valid,
                Type = AuthorizationTypes.Permanent,
            };
            work.Db.Add(consent);
            work.Raise(new Subject(AccountSubject.Name, actor.AccountId.Value), "account.consent-granted", new { consent = consent.Id, client = clientId, scopes = string.Join(' ', scopes) });
            return new Done();
        },
        cancellationToken);

    /// <summary>Takes a consent back; the next sign-in in that application asks again.</summary>
    public Task<Outcome<Done>> Withdraw(Actor actor, Guid consentId, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.withdraw-consent", actor),
        async (work, token) =>
        {
            string subject = actor.AccountId!.Value.ToString();
            ClientAuthorization? consent = await work.Db.Set<ClientAuthorization>()
                .FirstOrDefaultAsync(row => row.Id == consentId && row.Subject == subject && row.Type == AuthorizationTypes.Permanent, token);
            if (consent is null)
                return IdentityErrors.ClientUnknown;
            // With it everything that was given out under it: every sign-in of the account in that application.
            Guid? client = await work.Db.Set<ClientAuthorization>().Where(row => row.Id == consentId).Select(row => (Guid?)row.Application!.Id).SingleAsync(token);
            await work.Db.Set<ClientAuthorization>()
                .Where(row => row.Subject == subject && row.Application!.Id == client && row.Status == Statuses.Valid)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, Statuses.Revoked), token);
            work.Raise(new Subject(AccountSubject.Name, actor.AccountId.Value), "account.consent-withdrawn", new { consent = consentId });
            return new Done();
        },
        cancellationToken);

    Task<List<ConsentRow>> Rows(Guid accountId, string? clientId, CancellationToken cancellationToken)
    {
        string subject = accountId.ToString();
        return work.Read(
            async (db, token) => (await db.Set<ClientAuthorization>()
                    .Where(row => row.Subject == subject && row.Status == Statuses.Valid && row.Type == AuthorizationTypes.Permanent && (clientId == null || row.Application!.ClientId == clientId))
                    .OrderByDescending(row => row.CreationDate)
                    .Select(row => new { row.Id, row.Application!.ClientId, row.Application.DisplayName, row.Scopes, row.CreationDate })
                    .ToListAsync(token))
                .ConvertAll(row => new ConsentRow(
                    row.Id, row.ClientId!, row.DisplayName ?? row.ClientId!, JsonSerializer.Deserialize<string[]>(row.Scopes ?? "[]")!,
                    new DateTimeOffset(DateTime.SpecifyKind(row.CreationDate!.Value, DateTimeKind.Utc)))),
            cancellationToken);
    }
}

/// <summary>A consent as its owner sees it.</summary>
sealed record ConsentRow(Guid Id, string ClientId, string Name, string[] Scopes, DateTimeOffset GrantedAt);

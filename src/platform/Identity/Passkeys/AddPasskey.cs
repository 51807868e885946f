using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Passkeys;

/// <summary>Takes in a passkey that the owner's device has just made. The session at hand counts as proved.</summary>
sealed class AddPasskey(UnitOfWork work, PasskeyProtocol protocol)
{
    /// <param name="asked">The question that the device answers; null where it is missing or too old.</param>
    /// <returns>Codes for paper where this is the first means beside the password, shown this once; else none.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> Execute(
        Actor actor, Guid sessionId, AskedPasskey? asked, string? name, string? answer, HttpContext context, CancellationToken cancellationToken)
    {
        string called = (name ?? "").Trim();
        if (called.Length == 0)
            return PasskeyErrors.NameMissing;
        if (called.Length > Passkey.LongestName)
            return PasskeyErrors.NameLong.With(Passkey.LongestName);
        if (asked is null)
            return PasskeyErrors.Over;
        if (string.IsNullOrEmpty(answer) || await protocol.ReadNew(asked, answer, context) is not { } made || made.AccountId != actor.AccountId)
            return PasskeyErrors.NotMade;
        return await work.Execute<IReadOnlyList<string>>(
            new Operation("account.add-passkey", actor),
            async (work, token) =>
            {
                await SecondFactors.Queue(work, made.AccountId, token);
                if (await work.Db.Set<Passkey>().CountAsync(row => row.AccountId == made.AccountId && row.RemovedAt == null, token) >= Passkey.PerAccount)
                    return PasskeyErrors.Full.With(Passkey.PerAccount);
                if (await work.Db.Set<Passkey>().AnyAsync(row => row.CredentialId == made.CredentialId, token))
                    return PasskeyErrors.NotMade;
                Passkey passkey = new()
                {
                    Id = work.NewId(),
                    AccountId = made.AccountId,
                    CredentialId = made.CredentialId,
                    PublicKey = made.PublicKey,
                    Name = called,
                    Transports = made.Transports,
                    MayBeBackedUp = made.MayBeBackedUp,
                    IsBackedUp = made.IsBackedUp,
                    CreatedAt = work.Now,
                    SignCount = made.SignCount,
                    LastAskedAt = made.AskedAt,
                    Revision = work.NewId(),
                };
                work.Db.Add(passkey);
                work.Raise(new Subject(PasskeySubject.Name, passkey.Id), "passkey.added", new { account = made.AccountId, backup = made.MayBeBackedUp }, after: passkey.Facts());
                work.Raise(new Subject(AccountSubject.Name, made.AccountId), "account.passkey-added", new { passkey = passkey.Id });
                Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == made.AccountId, token);
                await SecondFactors.Proved(work, account, sessionId, token);
                if (await work.Db.Set<RecoveryCode>().AnyAsync(code => code.AccountId == made.AccountId, token))
                    return Array.Empty<string>();
                return await SecondFactors.Renew(work, made.AccountId, token);
            },
            cancellationToken);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Passkeys;

/// <summary>
/// What the framework's protocol part reads of accounts and passkeys. It writes nothing: <see cref="AddPasskey"/> and <see cref="UsePasskey"/> do, each in
/// its operation.
/// </summary>
sealed class PasskeyStore(UnitOfWork work) : IUserPasskeyStore<Account>
{
    /// <summary>The name of an account inside a passkey: nothing that could be read as a person.</summary>
    public static string HandleOf(Guid accountId) => accountId.ToString("N", CultureInfo.InvariantCulture);

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Guid.TryParseExact(userId, "N", out Guid id)
        ? work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.Id == id, token), cancellationToken)
        : Task.FromResult<Account?>(null);

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => work.Read(
        (db, token) => (
            from passkey in db.Set<Passkey>()
            join account in db.Set<Account>() on passkey.AccountId equals account.Id
            where passkey.CredentialId == credentialId && passkey.RemovedAt == null
            select account).FirstOrDefaultAsync(token),
        cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        List<Passkey> rows = await work.Read(
            (db, token) => db.Set<Passkey>().Where(passkey => passkey.AccountId == user.Id && passkey.RemovedAt == null && passkey.SuspectedAt == null).ToListAsync(token), cancellationToken);
        return [.. rows.Select(Info)];
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        Passkey? row = await work.Read(
            (db, token) => db.Set<Passkey>().FirstOrDefaultAsync(passkey => passkey.AccountId == user.Id && passkey.CredentialId == credentialId && passkey.RemovedAt == null, token), cancellationToken);
        return row is null ? null : Info(row);
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(HandleOf(user.Id));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    // The count is given as 0: the framework only refuses one that went back, and does so outside the operation; UsePasskey compares it, and says what it means.
    static UserPasskeyInfo Info(Passkey row) => new(
        row.CredentialId, row.PublicKey, row.CreatedAt, signCount: 0, row.Transports.Length == 0 ? null : row.Transports.Split(' '),
        isUserVerified: true, row.MayBeBackedUp, row.IsBackedUp, attestationObject: [], clientDataJson: []);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Writes();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw Writes();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw Writes();

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw Writes();

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Writes();

    static NotSupportedException Writes() => new("Accounts and passkeys change in operations alone.");

    public void Dispose()
    {
    }
}

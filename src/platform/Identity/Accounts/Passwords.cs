using Microsoft.AspNetCore.Identity;

namespace VanLang.Identity.Accounts;

/// <summary>
/// Hashes and checks passwords (PBKDF2 of ASP.NET Core Identity). It takes a tenth of a second and so is done before an operation, never
/// while one holds the writer.
/// </summary>
sealed class Passwords(IPasswordHasher<Account> hasher)
{
    static readonly Account Nobody = new() { Kind = AccountKind.Citizen, FullName = "", CreatedAt = default };

    readonly string anything = hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    public string Hash(string password) => hasher.HashPassword(Nobody, PasswordRules.Normalise(password));

    /// <summary>Checks against the hash of an account; without one the work is the same and the answer no, so that time tells nothing.</summary>
    public PasswordVerificationResult Verify(string? hash, string? password)
    {
        PasswordVerificationResult result = hasher.VerifyHashedPassword(Nobody, hash ?? anything, PasswordRules.Normalise(password));
        return hash is null ? PasswordVerificationResult.Failed : result;
    }
}

using Microsoft.AspNetCore.DataProtection;

namespace VanLang.Identity.Factors;

/// <summary>Keeps the secrets of authenticators unreadable to who has the database alone: data protection, whose keys the key file wraps.</summary>
sealed class FactorSecrets(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("vanlang.authenticators");

    /// <summary>Call it before an operation: it may have to write a new key.</summary>
    public byte[] Protect(byte[] secret) => protector.Protect(secret);

    public byte[] Open(byte[] kept) => protector.Unprotect(kept);
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Transparency;

namespace VanLang.Ledger.Keys;

/// <summary>Makes the log's key when it is first needed, and opens it for a signature.</summary>
sealed class LedgerKeys(UnitOfWork unitOfWork, IDataProtectionProvider protection, PublicAddress address, LedgerSettings settings)
{
    readonly IDataProtector protector = protection.CreateProtector("VanLang.Ledger.LogKey");

    /// <summary>The public half; null before the first head was signed.</summary>
    public async Task<VerifierKey?> Find(CancellationToken cancellationToken) => (await Load(cancellationToken))?.Verifier;

    /// <summary>The key, opened; the caller disposes it.</summary>
    /// <exception cref="CryptographicException">The database was brought here without its key file.</exception>
    public async Task<NoteSigner> Open(CancellationToken cancellationToken)
    {
        LedgerKey? key = await Load(cancellationToken);
        if (key is null)
        {
            await Make(cancellationToken);
            key = await Load(cancellationToken) ?? throw new InvalidOperationException("The key of the log was not kept.");
        }

        byte[] seed = protector.Unprotect(key.Sealed);
        try
        {
            return new(key.Origin, NoteKeyKind.Log, seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    Task<LedgerKey?> Load(CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<LedgerKey>().OrderByDescending(key => key.Sequence).FirstOrDefaultAsync(token), cancellationToken);

    async Task Make(CancellationToken cancellationToken)
    {
        byte[] seed = NoteSigner.NewSeed();
        using NoteSigner signer = new(settings.Origin ?? $"{new Uri(address.Root).Authority}/nhat-ky", NoteKeyKind.Log, seed);
        byte[] kept = protector.Protect(seed);
        CryptographicOperations.ZeroMemory(seed);
        Outcome<Done> outcome = await unitOfWork.Execute<Done>(
            new Operation("ledger.make-key", Actor.System),
            async (work, token) =>
            {
                await work.Queue("ledger-key", token);
                // Another node was first; its key counts.
                if (await work.Db.Set<LedgerKey>().AnyAsync(token))
                    return new Done();
                LedgerKey key = new() { Sequence = 1, Origin = signer.Key.Name, PublicKey = signer.Key.PublicKey.ToArray(), Sealed = kept, CreatedAt = work.Now };
                work.Db.Add(key);
                work.Raise(key.Subject, "ledger.key-made", new { key = signer.Key.ToString() });
                return new Done();
            },
            cancellationToken);
        if (!outcome.Succeeded)
            throw new InvalidOperationException(outcome.Failure.ToString());
    }
}

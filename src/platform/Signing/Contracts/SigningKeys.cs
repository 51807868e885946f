using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Signing.Keys;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Keys of persons and agencies. The server cannot open one: only the holder's PIN does, for one request. A try is counted before it is made, so
/// that many at once do not get around the limit.
/// </summary>
public sealed class SigningKeys(UnitOfWork unitOfWork)
{
    const int MostTries = 5;
    static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>Whether the holder has a key.</summary>
    public Task<bool> Has(KeyHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return unitOfWork.Read((db, token) => db.Set<SigningKey>().AnyAsync(k => k.HolderKind == holder.Kind && k.HolderId == holder.Id, token), cancellationToken);
    }

    /// <summary>Keeps a key for a holder who has none.</summary>
    public static void Add(Work work, KeyHolder holder, SealedKey key)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(key);
        SigningKey row = new()
        {
            Id = work.NewId(),
            HolderKind = holder.Kind,
            HolderId = holder.Id,
            EncryptedKey = key.EncryptedKey.ToArray(),
            Certificate = key.Certificate.ToArray(),
            Chain = string.Join(' ', key.Chain.Select(certificate => Convert.ToBase64String(certificate.Span))),
            CreatedAt = work.Now,
        };
        work.Db.Add(row);
        work.Raise(new Subject("signing-key", row.Id), "signing.key-added", new { holder.Kind, Holder = holder.Id, key.Thumbprint, key.ValidTo });
    }

    /// <summary>Opens the key of a holder with the PIN.</summary>
    public async Task<PinOutcome> Open(KeyHolder holder, string pin, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        Outcome<PinTry> attempt = await unitOfWork.Execute<PinTry>(
            new Operation("signing.try-pin", actor),
            async (work, token) =>
            {
                await work.Queue(Tries(holder), token);
                SigningKey? key = await work.Db.Set<SigningKey>().SingleOrDefaultAsync(k => k.HolderKind == holder.Kind && k.HolderId == holder.Id, token);
                if (key is null)
                    return new PinTry(null, 0, null);
                if (key.LockedUntil is { } until && until > work.Now)
                    return new PinTry(key.Id, 0, until);
                key.LockedUntil = null;
                if (++key.Attempts > MostTries)
                    key.Attempts = 1;
                if (key.Attempts == MostTries)
                    key.LockedUntil = work.Now + LockTime;
                return new PinTry(key.Id, MostTries - key.Attempts, null);
            },
            cancellationToken);
        PinTry tried = attempt.Value!;
        if (tried.KeyId is not { } id)
            return new PinOutcome.NoKey();
        if (tried.LockedUntil is { } locked)
            return new PinOutcome.Locked(locked);

        SigningKey row = await unitOfWork.Read((db, token) => db.Set<SigningKey>().SingleAsync(k => k.Id == id, token), cancellationToken);
        SealedKey sealedKey = new(
            row.EncryptedKey,
            row.Certificate,
            [.. row.Chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(der => new ReadOnlyMemory<byte>(Convert.FromBase64String(der)))]);
        if (sealedKey.Unlock(pin) is not { } opened)
        {
            await Settle("signing.pin-wrong", holder, id, right: false, actor, cancellationToken);
            return tried.TriesLeft > 0 ? new PinOutcome.Wrong(tried.TriesLeft) : new PinOutcome.Locked(row.LockedUntil!.Value);
        }

        await Settle("signing.pin-right", holder, id, right: true, actor, cancellationToken);
        return new PinOutcome.Opened(opened);
    }

    Task<Outcome<Done>> Settle(string eventType, KeyHolder holder, Guid keyId, bool right, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation(eventType, actor),
        async (work, token) =>
        {
            if (right)
            {
                await work.Queue(Tries(holder), token);
                SigningKey key = await work.Db.Set<SigningKey>().SingleAsync(k => k.Id == keyId, token);
                key.Attempts = 0;
                key.LockedUntil = null;
            }

            work.Raise(new Subject("signing-key", keyId), eventType, new { });
            return new Done();
        },
        cancellationToken);

    // One try of a key after the other, or many at once would count as one.
    static string Tries(KeyHolder holder) => $"signing-key/{holder.Kind}/{holder.Id}";

    sealed record PinTry(Guid? KeyId, int TriesLeft, DateTimeOffset? LockedUntil);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Accounts;

/// <summary>
/// Slows who guesses. One address guessing at one name waits longer and longer; the owner, elsewhere, does not notice. Many addresses at one
/// name make every attempt on it take a few seconds and lock nobody out.
/// </summary>
static class SignInBrake
{
    const int FreeAttempts = 5;
    const int FreeAttemptsOfAll = 20;
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>How this name and address stand now.</summary>
    /// <returns>How long this address has to wait, and how long each attempt on the name takes.</returns>
    public static async Task<(TimeSpan Wait, TimeSpan Pause)> Look(VanLangDbContext db, string name, string address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[][] keys = Keys(name, address);
        List<SignInFailures> rows = await db.Set<SignInFailures>().Where(row => keys.Contains(row.Key)).ToListAsync(cancellationToken);
        SignInFailures? own = rows.FirstOrDefault(row => row.Key.AsSpan().SequenceEqual(keys[0]) && now < row.LastAt + Forgotten);
        SignInFailures? all = rows.FirstOrDefault(row => row.Key.AsSpan().SequenceEqual(keys[1]) && now < row.LastAt + Forgotten);
        TimeSpan wait = own is { Count: >= FreeAttempts } ? own.LastAt + Wait(own.Count) - now : TimeSpan.Zero;
        TimeSpan pause = all is { Count: > FreeAttemptsOfAll } ? TimeSpan.FromSeconds(Math.Min(all.Count - FreeAttemptsOfAll, LongestPause.TotalSeconds)) : TimeSpan.Zero;
        return (wait > TimeSpan.Zero ? wait : TimeSpan.Zero, pause);
    }

    public static async Task Count(Work work, string name, string address, CancellationToken cancellationToken)
    {
        // Who guesses with many requests at once is counted once for each.
        await work.Queue($"sign-in/{Convert.ToHexString(Hash(name))}", cancellationToken);
        await work.Db.Set<SignInFailures>().Where(row => row.LastAt < work.Now - Forgotten).ExecuteDeleteAsync(cancellationToken);
        foreach (byte[] key in Keys(name, address))
        {
            if (await work.Db.Set<SignInFailures>().FindAsync([key], cancellationToken) is { } row)
            {
                row.Count++;
                row.LastAt = work.Now;
            }
            else
            {
                work.Db.Add(new SignInFailures { Key = key, Count = 1, LastAt = work.Now });
            }
        }
    }

    /// <summary>After a right password: its owner starts afresh.</summary>
    public static Task Forget(Work work, string name, string address, CancellationToken cancellationToken)
    {
        byte[] own = Keys(name, address)[0];
        return work.Db.Set<SignInFailures>().Where(row => row.Key == own).ExecuteDeleteAsync(cancellationToken);
    }

    static TimeSpan Wait(int failures)
    {
        double seconds = FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
    }

    // Somebody who reads the table must not read user names out of it at a glance; names that were tried may be passwords typed in the wrong field.
    static byte[][] Keys(string name, string address) => [Hash($"{address}|{name}"), Hash($"*|{name}")];

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Accounts;

/// <summary>
/// Slows who guesses. One place guessing at one name waits longer and longer; the owner, elsewhere, does not notice. Many places at one name
/// make every attempt on it from a strange place take a few seconds and lock nobody out; a device that its owner has used before is counted by
/// itself and feels nothing of them.
/// </summary>
static class SignInBrake
{
    const int FreeAttempts = 5;
    const int FreeAttemptsOfAll = 20;
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>How this name stands now for who comes from this place.</summary>
    /// <param name="mostOfAll">
    /// Wrong attempts of all strange places together after which every strange place waits until they are forgotten. For the second step alone, where
    /// whoever guesses has the password already and there are only a million codes; a limit on names would let anybody lock anybody out.
    /// </param>
    /// <returns>How long this place has to wait, and how long each attempt takes.</returns>
    public static async Task<(TimeSpan Wait, TimeSpan Pause)> Look(
        VanLangDbContext db, string name, SignInPlace place, DateTimeOffset now, CancellationToken cancellationToken, int mostOfAll = int.MaxValue)
    {
        byte[][] keys = Keys(name, place);
        List<SignInFailures> rows = await db.Set<SignInFailures>().Where(row => keys.Contains(row.Key)).ToListAsync(cancellationToken);
        SignInFailures? own = rows.FirstOrDefault(row => row.Key.AsSpan().SequenceEqual(keys[0]) && now < row.LastAt + Forgotten);
        SignInFailures? all = place.IsKnown ? null : rows.FirstOrDefault(row => row.Key.AsSpan().SequenceEqual(keys[1]) && now < row.LastAt + Forgotten);
        TimeSpan wait = own is { Count: >= FreeAttempts } ? own.LastAt + Wait(own.Count) - now : TimeSpan.Zero;
        if (all is not null && all.Count >= mostOfAll)
            wait = all.LastAt + Forgotten - now;
        TimeSpan pause = all is { Count: > FreeAttemptsOfAll } ? TimeSpan.FromSeconds(Math.Min(all.Count - FreeAttemptsOfAll, LongestPause.TotalSeconds)) : TimeSpan.Zero;
        return (wait > TimeSpan.Zero ? wait : TimeSpan.Zero, pause);
    }

    public static async Task Count(Work work, string name, SignInPlace place, CancellationToken cancellationToken)
    {
        // Who guesses with many requests at once is counted once for each.
        await work.Queue($"sign-in/{Convert.ToHexString(Hash(name))}", cancellationToken);
        await work.Db.Set<SignInFailures>().Where(row => row.LastAt < work.Now - Forgotten).ExecuteDeleteAsync(cancellationToken);
        foreach (byte[] key in Keys(name, place))
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

    /// <summary>After a right answer: its owner starts afresh.</summary>
    public static Task Forget(Work work, string name, SignInPlace place, CancellationToken cancellationToken)
    {
        byte[] own = Keys(name, place)[0];
        return work.Db.Set<SignInFailures>().Where(row => row.Key == own).ExecuteDeleteAsync(cancellationToken);
    }

    static TimeSpan Wait(int failures)
    {
        double seconds = FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
    }

    // Somebody who reads the table must not read user names out of it at a glance; names that were tried may be passwords typed in the wrong field.
    static byte[][] Keys(string name, SignInPlace place) => place.IsKnown ? [Hash($"{place.Key}|{name}")] : [Hash($"{place.Key}|{name}"), Hash($"*|{name}")];

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>Where an attempt comes from.</summary>
/// <param name="Key">Key of a known device, else the network address.</param>
/// <param name="IsKnown">The account has signed in there before.</param>
readonly record struct SignInPlace(string Key, bool IsKnown);

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Identity.Provider.Logout;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Provider;

/// <summary>Every hour: makes the next signing key in time, tells applications of sessions that ran out, drops keys and tokens that nobody can present any more.</summary>
sealed class Housekeeping(TokenKeyRing ring) : JobHandler
{
    public const string JobKind = "identity.housekeeping";

    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>How long a key signs.</summary>
    public static readonly TimeSpan KeyAge = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs: longer than applications keep what they fetched.</summary>
    public static readonly TimeSpan KeyAhead = TimeSpan.FromDays(1);

    /// <summary>How long a key is published after its last signature: longer than any token lives.</summary>
    public static readonly TimeSpan KeyAfter = TimeSpan.FromDays(2);

    // A used refresh token is kept as long as it could be presented: presenting it again is how a theft shows.
    static readonly TimeSpan TokenAfter = TimeSpan.FromDays(1);

    static readonly Guid Id = DeterministicId.Of("vanlang/identity/housekeeping");

    public override string Kind => JobKind;

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        await Keys(work, cancellationToken);
        await ClientSessions.TellOfOld(work, cancellationToken);
        DateTime old = (work.Now - TokenAfter).UtcDateTime;
        await work.Db.Set<ClientToken>().Where(token => token.ExpirationDate < old).ExecuteDeleteAsync(cancellationToken);
        await work.Db.Set<ClientAuthorization>()
            .Where(authorization => authorization.Type != "permanent" && authorization.CreationDate < old && !authorization.Tokens.Any())
            .ExecuteDeleteAsync(cancellationToken);
        Schedule(work);
    }

    async Task Keys(Work work, CancellationToken cancellationToken)
    {
        List<TokenKey> keys = await work.Db.Set<TokenKey>().OrderBy(key => key.Sequence).ToListAsync(cancellationToken);
        if (keys.Count == 0)
            return;
        if (keys[^1].UseFrom + KeyAge - KeyAhead <= work.Now)
            work.Db.Add(new TokenKey { Sequence = keys[^1].Sequence + 1, Wrapped = ring.NewWrapped(), CreatedAt = work.Now, UseFrom = work.Now + KeyAhead });
        for (int i = 0; i < keys.Count - 1; i++)
        {
            if (keys[i + 1].UseFrom + KeyAfter <= work.Now)
                work.Db.Remove(keys[i]);
        }
    }

    static void Schedule(Work work) => work.Schedule(Id, JobKind, JobKind, "", work.Now + Every);

    /// <summary>Puts the job into the table, where it is not there.</summary>
    public static Task<Outcome<Done>> Begin(UnitOfWork unit, CancellationToken cancellationToken) => unit.Execute<Done>(
        new Operation("identity.begin-housekeeping", Actor.System),
        async (work, token) =>
        {
            await work.Unschedule(Id, token);
            Schedule(work);
            return new Done();
        },
        cancellationToken);
}

/// <summary>On every node: begins the housekeeping and looks twice a minute whether the signing keys have changed.</summary>
sealed partial class ProviderWatch(UnitOfWork work, TokenKeyRing ring, TimeProvider time, ILogger<ProviderWatch> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool begun = false;
        using PeriodicTimer timer = new(Every, time);
        try
        {
            do
            {
                try
                {
                    begun = begun || (await Housekeeping.Begin(work, stoppingToken)).Succeeded;
                    ring.Refresh();
                }
#pragma warning disable CA1031 // The watch must go on after any single failure.
                catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    LogFailed(exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The provider's keys could not be looked at; trying again")]
    partial void LogFailed(Exception exception);
}

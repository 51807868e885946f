using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using VanLang.Identity.Contracts;

namespace VanLang.Identity.Provider;

/// <summary>
/// How often an application may ask the provider, from one address: so neither one that has lost its way nor one who tries secrets takes the provider from
/// the others. Whoever asks under the name of an application is counted where they are; the application itself, elsewhere, does not notice. Who takes
/// another name for each question is counted by address. Each node counts for itself.
/// </summary>
sealed class ProviderLimits : IAsyncDisposable
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly PartitionedRateLimiter<ProviderCaller> perClient;
    readonly PartitionedRateLimiter<ProviderCaller> perAddress;
    readonly PartitionedRateLimiter<ProviderCaller> both;

    public ProviderLimits(IOptions<IdentitySettings> settings)
    {
        perClient = Per(caller => $"{caller.Address} {caller.Client}", settings.Value.ProviderCallsPerMinute);
        perAddress = Per(caller => caller.Address, settings.Value.ProviderCallsPerMinuteOfAddress);
        both = PartitionedRateLimiter.CreateChained(perClient, perAddress);
    }

    /// <returns>How long to wait before asking again; null for who may ask now.</returns>
    public TimeSpan? Wait(ProviderCaller caller)
    {
        using RateLimitLease lease = both.AttemptAcquire(caller);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Window;
    }

    public async ValueTask DisposeAsync()
    {
        await both.DisposeAsync();
        await perClient.DisposeAsync();
        await perAddress.DisposeAsync();
    }

    static PartitionedRateLimiter<ProviderCaller> Per(Func<ProviderCaller, string> key, int permits) => PartitionedRateLimiter.Create<ProviderCaller, string>(caller =>
        RateLimitPartition.GetFixedWindowLimiter(key(caller), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window }));
}

/// <summary>Who asks, as far as it is known before anything is checked.</summary>
/// <param name="Client">Name of the application by its own word; empty where it gives none.</param>
sealed record ProviderCaller(string Address, string Client);

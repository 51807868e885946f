using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Signatures;

/// <summary>Checks of files that strangers send: a few at once, so that the rest of the house goes on. Nothing of a file is kept.</summary>
sealed class SignatureChecks(TrustListFile trust, TimeProvider time) : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Checks a file; null where too many others are being checked.</summary>
    /// <param name="signature">The signature that lies beside it; null where the file holds its own.</param>
    public async Task<SignatureReport?> Check(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte>? signature, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(LongestWait, cancellationToken))
            return null;
        try
        {
            return SignatureCheck.Check(file, signature, trust.Read(), time.GetUtcNow(), SignatureCheckLimits.MostTime);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}

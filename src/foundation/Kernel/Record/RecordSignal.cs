namespace VanLang.Kernel.Record;

/// <summary>Wakes the sequencer when an operation has committed; polling each second covers what a signal misses.</summary>
public sealed class RecordSignal : IDisposable
{
    readonly SemaphoreSlim signal = new(0, 1);

    public void Raise()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised and not yet seen: one waking is enough.
        }
    }

    public void Dispose() => signal.Dispose();

    internal Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => signal.WaitAsync(atMost, cancellationToken);
}

namespace VanLang.Simulators.TrustServices.Authority;

/// <summary>The clock of the services; it can be set ahead or back, as no real one can.</summary>
sealed class SimulatorClock(TimeProvider time)
{
    long offset;

    /// <summary>How far it is ahead.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref offset));
        set => Interlocked.Exchange(ref offset, value.Ticks);
    }

    public DateTimeOffset Now => time.GetUtcNow() + Offset;
}

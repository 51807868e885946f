namespace VanLang.Load.Processes;

/// <summary>A clock that runs faster than others, the same for every program that knows its beginning: leases and timers then end within a test.</summary>
sealed class FastTime(DateTimeOffset beginning, int factor) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => beginning + (System.GetUtcNow() - beginning) * factor;
}

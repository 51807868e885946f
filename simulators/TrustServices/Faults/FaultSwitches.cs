namespace VanLang.Simulators.TrustServices.Faults;

/// <summary>Faults that are switched on, each for a number of times.</summary>
sealed class FaultSwitches
{
    readonly Lock gate = new();
    readonly Dictionary<Fault, (int Times, int Value)> on = [];

    /// <param name="times">How often it still happens; 0 switches it off.</param>
    /// <param name="value">Milliseconds of <see cref="Fault.Slow"/>, seconds of <see cref="Fault.FutureTime"/>.</param>
    public void Set(Fault fault, int times, int value)
    {
        lock (gate)
            on[fault] = (times, value);
    }

    public void Clear()
    {
        lock (gate)
            on.Clear();
    }

    /// <summary>Uses the fault once.</summary>
    /// <returns>Its value; null where it is off.</returns>
    public int? Take(Fault fault)
    {
        lock (gate)
        {
            if (!on.TryGetValue(fault, out (int Times, int Value) state) || state.Times <= 0)
                return null;
            on[fault] = (state.Times - 1, state.Value);
            return state.Value;
        }
    }

    /// <summary>How often a fault still happens, and its value.</summary>
    public (int Times, int Value) Of(Fault fault)
    {
        lock (gate)
            return on.GetValueOrDefault(fault);
    }
}

using System.Collections.Immutable;

namespace VanLang.Processes.Engine;

/// <summary>What became of a trigger.</summary>
/// <param name="State">The state after it; the very same object if nothing changed.</param>
/// <param name="Effects">What to carry out and record, in order.</param>
internal sealed record ProcessStep(StepOutcome Outcome, InstanceState State, ImmutableArray<ProcessEffect> Effects);

/// <summary>How a step ended.</summary>
internal enum StepOutcome
{
    /// <summary>The state has a new revision and is to be stored.</summary>
    Advanced,

    /// <summary>The trigger came too late or did not fit: one <see cref="TriggerIgnored"/>, the state is as before.</summary>
    Ignored,

    /// <summary>The step went wrong as a whole: one <see cref="IncidentRaised"/>, the state is as before.</summary>
    RolledBack,
}

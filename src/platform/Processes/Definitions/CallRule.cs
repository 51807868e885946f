using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>What a service task, business rule task or call activity asks of others.</summary>
/// <param name="Target">Name of the service, key of the decision or key of the process; empty where <paramref name="TargetExpression"/> gives it.</param>
/// <param name="ResultVariable">Variable that takes the answer's one value, or null.</param>
/// <param name="Binding">Which version of a decision or process.</param>
internal sealed record CallRule(string Target, FeelExpression? TargetExpression, string? ResultVariable, CallBinding Binding);

/// <summary>Which version of a called process or decision counts.</summary>
internal enum CallBinding
{
    /// <summary>The version in force on the day of the fact.</summary>
    InForce,

    /// <summary>The version in force when it is called.</summary>
    Latest,

    /// <summary>The version that was deployed together with the caller.</summary>
    Deployment,
}

/// <summary>What a script task computes.</summary>
internal sealed record ScriptRule(FeelExpression Script, string? ResultVariable);

/// <summary>A value handed into an activity or out of it.</summary>
internal sealed record Mapping(FeelExpression Source, string Target);

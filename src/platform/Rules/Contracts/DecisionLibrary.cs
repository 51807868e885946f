using VanLang.Kernel.Definitions;

namespace VanLang.Rules.Contracts;

/// <summary>Published decision models.</summary>
public sealed class DecisionLibrary(DefinitionStore definitions)
{
    /// <summary>Under which kind decisions stand in the definition store.</summary>
    public const string Kind = "decision";

    /// <summary>The model in force on a legal day, with the version that a result must name.</summary>
    /// <exception cref="InvalidOperationException">None is: the province's data are not complete.</exception>
    public async Task<(DecisionModel Model, string Version)> InForce(string key, DateOnly day, CancellationToken cancellationToken)
    {
        Definition definition = await definitions.InForce(Kind, key, day, cancellationToken)
            ?? throw new InvalidOperationException($"No version of decision {key} is in force on {day:O}.");
        DecisionModel model = await definitions.Compiled(
            Kind, key, definition.Version, dmn => DecisionModel.Load(dmn).Model ?? throw new InvalidOperationException($"The published decision {key} cannot be read."));
        return (model, definition.Version);
    }
}

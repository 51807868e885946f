using VanLang.Kernel.Definitions;

namespace VanLang.Printing.Contracts;

/// <summary>Published print templates.</summary>
public sealed class TemplateLibrary(DefinitionStore definitions)
{
    /// <summary>Under which kind templates stand in the definition store.</summary>
    public const string Kind = "template";

    /// <summary>The template in force on a legal day.</summary>
    /// <exception cref="InvalidOperationException">None is: the province's data are not complete.</exception>
    public async Task<PrintTemplate> InForce(string key, DateOnly day, CancellationToken cancellationToken)
    {
        Definition definition = await definitions.InForce(Kind, key, day, cancellationToken)
            ?? throw new InvalidOperationException($"No version of template {key} is in force on {day:O}.");
        return await definitions.Compiled(
            Kind, key, definition.Version, content => PrintTemplate.Load(content, key).Template ?? throw new InvalidOperationException($"The published template {key} cannot be read."));
    }
}

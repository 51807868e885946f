using VanLang.Kernel.Definitions;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>Whether new dossiers of a procedure wait, because operators let the process that they would begin take no new case.</summary>
sealed class FilingPause(DefinitionStore definitions, HoldVersion holds)
{
    public async Task<bool> Of(Procedure procedure, DateOnly day, CancellationToken cancellationToken) =>
        procedure.Process is { } key && await definitions.InForce("process", key, day, cancellationToken) is { } process
            && await holds.Of(process.Key, process.Version, cancellationToken) is not HoldKind.None;
}

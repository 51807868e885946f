namespace VanLang.Kernel.Import;

/// <summary>An import of a room, run as <c>vanlang import NAME FILE</c>.</summary>
/// <param name="Name">Name on the command line: <c>agencies</c>.</param>
/// <param name="Description">One line for <c>--help</c>, Vietnamese / English.</param>
/// <param name="DemonstrationPath">Where the demonstration province keeps it below <c>province/</c>, file or folder.</param>
/// <param name="Run">Loads a file or folder: all of it or nothing.</param>
public sealed record ImportVerb(
    string Name, string Description, string DemonstrationPath, Func<IServiceProvider, string, CancellationToken, Task<ImportResult>> Run)
{
    /// <summary>Of a file that may be long: checks all of it, then loads it in short steps and tells how far it is; null where everything is one step.</summary>
    public Func<IServiceProvider, string, IProgress<ImportProgress>, CancellationToken, Task<ImportResult>>? InSteps { get; init; }
}

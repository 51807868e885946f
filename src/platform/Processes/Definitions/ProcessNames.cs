namespace VanLang.Processes.Definitions;

/// <summary>Names that a process and the engine share.</summary>
internal static class ProcessNames
{
    /// <summary>The variable that holds the outcome of the task completed last.</summary>
    public const string Outcome = "outcome";
}

namespace VanLang.Kernel.Import;

/// <summary>What came of an import: either everything of the file is in, or nothing is and the problems say why.</summary>
/// <param name="Counts">Rows added, changed and left as they were.</param>
/// <param name="Problems">What is wrong; empty when the file was taken.</param>
public sealed record ImportResult(ImportCounts Counts, IReadOnlyList<ImportProblem> Problems)
{
    public bool IsTaken => Problems.Count == 0;

    public static ImportResult Refused(IReadOnlyList<ImportProblem> problems) => new(default, problems);
}

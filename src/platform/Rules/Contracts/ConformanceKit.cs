using VanLang.Rules.Conformance;

namespace VanLang.Rules.Contracts;

/// <summary>Runs the DMN conformance kit: one outcome for each case, nothing left out in silence.</summary>
public static class ConformanceKit
{
    /// <summary>Runs every test file below a folder, in the order of the paths.</summary>
    /// <param name="folder">The kit, or a part of it: test files (<c>testCases</c>) beside the models they name.</param>
    /// <param name="now">What <c>now()</c> gives.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<ConformanceCase> Run(string folder, DateTimeOffset now)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var place = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/');
            foreach (var outcome in ConformanceFile.Run(file, place, now)) yield return outcome;
        }
    }
}

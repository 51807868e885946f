namespace VanLang.Architecture.Tests;

/// <summary>The sources that the rules are held against.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the repository; nothing that a package manager brought.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VanLang.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}

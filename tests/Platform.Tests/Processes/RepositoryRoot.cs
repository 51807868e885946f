namespace VanLang.Platform.Tests.Processes;

/// <summary>Where the repository lies, seen from the built tests.</summary>
internal static class RepositoryRoot
{
    private static readonly string Root = Find();

    /// <summary>A file of the repository.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>A folder of the test data that lie beside the repository, or null where they are absent.</summary>
    public static string? SharedData(string folder) => Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", folder)) is var path && System.IO.Directory.Exists(path) ? path : null;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "VanLang.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("VanLang.slnx");
        return folder.FullName;
    }
}

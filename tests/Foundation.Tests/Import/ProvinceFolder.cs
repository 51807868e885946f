namespace VanLang.Foundation.Tests.Import;

/// <summary>Finds <c>province/</c> of the repository the tests were built from.</summary>
internal static class ProvinceFolder
{
    internal static string Path { get; } = Find();

    internal static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "VanLang.slnx")))
                return System.IO.Path.Combine(folder.FullName, "province");
        }
        throw new DirectoryNotFoundException("VanLang.slnx is not above the tests.");
    }
}

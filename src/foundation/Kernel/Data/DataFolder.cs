namespace VanLang.Kernel.Data;

/// <summary>The folder that holds everything this installation keeps: database, files, keys.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    public string Database => System.IO.Path.Combine(Path, "vanlang.db");

    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Key files; readable by the owner alone, never part of a database backup.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");
}

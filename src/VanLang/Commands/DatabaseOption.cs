using System.CommandLine;
using VanLang.Hosting;
using VanLang.Kernel.Data;

namespace VanLang.Commands;

/// <summary><c>--database "Host=…"</c>, the same in every command, in the place of <c>VANLANG_DATABASE</c>.</summary>
static class DatabaseOption
{
    public static Option<string?> Create() => new("--database")
    {
        Description = "PostgreSQL: \"Host=…;Database=…;Username=…\"; không có thì dùng SQLite trong thư mục dữ liệu / without it SQLite in the data folder",
        Recursive = true,
    };

    /// <summary>The PostgreSQL database of this command; null where it is SQLite.</summary>
    public static string? Named => Environment.GetEnvironmentVariable($"VANLANG_{Database.Setting.ToUpperInvariant()}") is { Length: > 0 } database ? database : null;

    /// <summary>Whether there is a database to read: one is named, or the folder has its own or belongs to one, which then is asked for.</summary>
    public static bool HasOne(string folder) =>
        Named is not null || File.Exists(new DataFolder(Path.GetFullPath(folder)).Database) || DatabaseNote.IsThere(new DataFolder(Path.GetFullPath(folder)));

    /// <summary>What was given counts before what the environment says.</summary>
    public static void Apply(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is { Length: > 0 } database)
            Environment.SetEnvironmentVariable($"VANLANG_{Database.Setting.ToUpperInvariant()}", database);
    }
}

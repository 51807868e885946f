using System.Reflection;

namespace VanLang.Kernel.Data;

/// <summary>Hand-written SQL that stands as a file of its own beside the code that sends it, with its comments, which are not sent.</summary>
public static class SqlText
{
    /// <summary>Reads an embedded file.</summary>
    /// <param name="assembly">Assembly of the room.</param>
    /// <param name="name">File name; unique within the room: <c>MoveInstance.sql</c>.</param>
    public static string Of(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded in {assembly.GetName().Name}.");
        using StreamReader reader = new(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith("--", StringComparison.Ordinal)));
    }
}

using VanLang.Kernel;
using VanLang.Kernel.Data;

namespace VanLang.Hosting;

/// <summary>
/// Whether a data folder is a demonstration, settled at its first start for ever: an installation that once held invented people is never a
/// real one, and a real one never gets demonstration accounts.
/// </summary>
static class InstallationFile
{
    const string Demonstration = "demonstration";
    const string Real = "real";

    /// <summary>What the folder is; a folder without the file is not a demonstration.</summary>
    public static Installation Read(DataFolder data, DateOnly? asOfDay = null) =>
        new(File.Exists(PathOf(data)) && File.ReadAllText(PathOf(data)).Trim() == Demonstration, asOfDay);

    /// <summary>Settles it at the first start.</summary>
    /// <returns>Whether this is the first start.</returns>
    public static bool Settle(DataFolder data, bool demonstration)
    {
        if (File.Exists(PathOf(data)))
            return false;
        File.WriteAllText(PathOf(data), (demonstration ? Demonstration : Real) + Environment.NewLine);
        return true;
    }

    /// <summary>Checks that the database is of the same kind as the folder; a new one becomes so.</summary>
    /// <exception cref="StartFailedException">One of the two is a demonstration, the other is not.</exception>
    public static async Task Agree(StoredVersions versions, Installation installation, CancellationToken cancellationToken)
    {
        string kind = installation.IsDemonstration ? Demonstration : Real;
        string? kept = await versions.Of("installation", cancellationToken);
        if (kept is null)
            await versions.Keep("installation", kind, cancellationToken);
        else if (kept != kind)
            throw new StartFailedException($"Thư mục dữ liệu là {kind}, cơ sở dữ liệu là {kept}. / The data folder is {kind}, the database is {kept}.");
    }

    static string PathOf(DataFolder data) => Path.Combine(data.Path, "installation");
}

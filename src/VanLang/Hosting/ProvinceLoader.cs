using System.Security.Cryptography;
using System.Text;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;

namespace VanLang.Hosting;

/// <summary>Loads the data of the province that come with the program, by the same imports that an operator uses.</summary>
sealed class ProvinceLoader(IServiceProvider services, RoomCatalog rooms)
{
    // What others name comes before who names it.
    static readonly string[] Order = ["holidays", "agencies", "roles", "people", "titles", "decisions", "units", "burden", "forms", "templates", "processes", "province", "procedures"];

    /// <summary>Every import the program knows, by name.</summary>
    public static IReadOnlyList<ImportVerb> Verbs(RoomCatalog rooms) => [ImportCalendar.Verb, .. rooms.Rooms.SelectMany(room => room.Imports)];

    /// <summary>One hash over names and contents of the folder's files.</summary>
    public static async Task<string> VersionOf(string folder, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(await File.ReadAllBytesAsync(file, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="StartFailedException">A file of the province is faulty.</exception>
    public async Task Load(string folder, CancellationToken cancellationToken)
    {
        foreach (ImportVerb verb in Verbs(rooms).OrderBy(verb => Array.IndexOf(Order, verb.Name)))
        {
            ImportResult outcome = await verb.Run(services, Path.Combine(folder, verb.DemonstrationPath), cancellationToken);
            if (outcome.Problems.Count > 0)
                throw new StartFailedException(string.Join(Environment.NewLine, outcome.Problems.Take(20)));
        }
    }
}

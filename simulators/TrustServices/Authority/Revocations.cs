using System.Collections.Concurrent;
using System.Globalization;

namespace VanLang.Simulators.TrustServices.Authority;

/// <summary>What was revoked and when: a line for each, serial number (hexadecimal) and time (ISO 8601).</summary>
sealed class Revocations
{
    readonly string path;
    readonly ConcurrentDictionary<string, DateTimeOffset> revoked;

    public Revocations(SimulatorOptions options)
    {
        System.IO.Directory.CreateDirectory(options.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        path = Path.Combine(options.Data, "revoked.txt");
        revoked = new((File.Exists(path) ? File.ReadAllLines(path) : []).Select(line => line.Split(' ')).Where(parts => parts.Length == 2)
            .Select(parts => KeyValuePair.Create(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture))));
    }

    public IReadOnlyDictionary<string, DateTimeOffset> All => revoked;

    public void Add(string serial, DateTimeOffset at)
    {
        revoked[serial.ToUpperInvariant()] = at;
        lock (revoked)
            File.WriteAllLines(path, revoked.Select(entry => $"{entry.Key} {entry.Value:O}"));
    }
}

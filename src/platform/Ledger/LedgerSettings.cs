using System.Globalization;
using Microsoft.Extensions.Configuration;
using VanLang.Transparency;

namespace VanLang.Ledger;

/// <summary>How the log is shown to others.</summary>
/// <param name="Origin">Name of the log, <c>Ledger:Origin</c>, counted once: when the key is made. Null takes the public address.</param>
/// <param name="Every">Shortest time between two signed heads, <c>Ledger:Seconds</c>, a minute unless said otherwise.</param>
/// <param name="Witnesses">Agencies that are asked to witness each head: <c>Ledger:Witnesses:0:Address</c> and <c>…:Key</c>, and so on.</param>
sealed record LedgerSettings(string? Origin, TimeSpan Every, IReadOnlyList<WitnessSetting> Witnesses)
{
    /// <exception cref="InvalidOperationException">A setting is none.</exception>
    public static LedgerSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string? origin = configuration["Ledger:Origin"] is { Length: > 0 } named ? named : null;
        if (origin is not null && origin.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new InvalidOperationException($"Ledger:Origin has no spaces and no plus: {origin}.");
        int seconds = int.TryParse(configuration["Ledger:Seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given is > 0 and <= 3600 ? given : 60;
        return new(origin, TimeSpan.FromSeconds(seconds), [.. configuration.GetSection("Ledger:Witnesses").GetChildren().Select(Witness)]);
    }

    static WitnessSetting Witness(IConfigurationSection section)
    {
        if (!Uri.TryCreate(section["Address"]?.TrimEnd('/'), UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{section.Path}:Address is not an address: {section["Address"]}.");
        return VerifierKey.TryParse(section["Key"]) is { Kind: NoteKeyKind.Witness } key
            ? new(address, key)
            : throw new InvalidOperationException($"{section.Path}:Key is not the key of a witness: {section["Key"]}.");
    }
}

/// <summary>An agency that witnesses our log.</summary>
/// <param name="Address">Beginning of its address; <c>/add-checkpoint</c> follows.</param>
/// <param name="Key">Its key, as it is published.</param>
sealed record WitnessSetting(Uri Address, VerifierKey Key);

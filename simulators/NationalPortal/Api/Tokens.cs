using System.Security.Cryptography;
using System.Text;

namespace VanLang.Simulators.NationalPortal.Api;

/// <summary>Access tokens (client id and secret, OAuth 2.0 client credentials) and the signature of answers.</summary>
sealed class Tokens(SimulatorOptions options, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    readonly Lock gate = new();
    readonly Dictionary<string, DateTimeOffset> valid = [];

    /// <summary>A new token; null for a wrong client.</summary>
    public string? Issue(string? id, string? secret)
    {
        if (!Same(id, options.ClientId) | !Same(secret, options.ClientSecret))
            return null;
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        lock (gate)
            valid[token] = time.GetUtcNow() + Life;
        return token;
    }

    public bool Admits(string? authorization)
    {
        lock (gate)
            return authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
                && valid.TryGetValue(authorization["Bearer ".Length..], out DateTimeOffset until) && time.GetUtcNow() < until;
    }

    /// <summary>HMAC-SHA-256 of a body under the client's secret, hexadecimal.</summary>
    public string Sign(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ClientSecret), body));

    static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

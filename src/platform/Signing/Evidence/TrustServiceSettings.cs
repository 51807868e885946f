using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace VanLang.Signing.Evidence;

/// <summary>Which services outside the house may be asked about signatures. None unless the operator names them.</summary>
/// <param name="TimeStamps">Time-stamp authority (RFC 3161 over HTTP), <c>Signatures:TimeStamps</c>; null for none: then signatures carry no proven time.</param>
/// <param name="Revocation">
/// Beginnings of addresses under which responders and revocation lists may be asked, <c>Signatures:Revocation:0</c> …: certificates name addresses, and only what lies under
/// one of these is ever called.
/// </param>
internal sealed record TrustServiceSettings(Uri? TimeStamps, IReadOnlyList<Uri> Revocation)
{
    /// <summary>How long a leader waits for the time-stamp of a signature, <c>Signatures:Seconds</c>, 3 unless said otherwise.</summary>
    public TimeSpan WhileSigning { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long work waits that nobody waits for: for the answer of a responder.</summary>
    public TimeSpan ForAnswer { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The same for a revocation list, or the time-stamp of a document.</summary>
    public TimeSpan ForList { get; init; } = TimeSpan.FromSeconds(12);

    /// <exception cref="InvalidOperationException">An address is none.</exception>
    public static TrustServiceSettings Read(IConfiguration configuration)
    {
        TrustServiceSettings settings = new(
            configuration["Signatures:TimeStamps"] is { Length: > 0 } stamps ? Address("Signatures:TimeStamps", stamps) : null,
            [.. configuration.GetSection("Signatures:Revocation").GetChildren().Select(child => Address(child.Path, child.Value ?? ""))]);
        return double.TryParse(configuration["Signatures:Seconds"], NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60
            ? settings with { WhileSigning = TimeSpan.FromSeconds(seconds), ForAnswer = TimeSpan.FromSeconds(2 * seconds), ForList = TimeSpan.FromSeconds(4 * seconds) }
            : settings;
    }

    /// <summary>Whether an address that a certificate names may be called.</summary>
    public bool MayAsk(Uri address) => Revocation.Any(allowed => allowed.Scheme == address.Scheme && allowed.Host == address.Host && allowed.Port == address.Port
        && address.AbsolutePath.StartsWith(allowed.AbsolutePath, StringComparison.Ordinal) && address.UserInfo.Length == 0);

    private static Uri Address(string setting, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
        ? address
        : throw new InvalidOperationException($"{setting} is not an address: {text}.");
}

using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace VanLang.Signing.Remote;

/// <summary>The remote signing service of the installation; none unless the operator names it.</summary>
/// <param name="Address">Beginning of its addresses, <c>Signatures:Remote:Address</c>: what stands before <c>credentials/list</c>.</param>
/// <param name="Token">Bearer token by which the service knows this installation, <c>Signatures:Remote:Token</c>.</param>
/// <param name="Limit">How long an answer may take, <c>Signatures:Seconds</c> times two.</param>
internal sealed record RemoteSigningSettings(Uri? Address, string? Token, TimeSpan Limit)
{
    /// <exception cref="InvalidOperationException">The address is none, or one without encryption that leaves the machine.</exception>
    public static RemoteSigningSettings Read(IConfiguration configuration)
    {
        var limit = double.TryParse(configuration["Signatures:Seconds"], NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60 ? 2 * seconds : 6;
        if (configuration["Signatures:Remote:Address"] is not { Length: > 0 } text)
            return new(null, null, TimeSpan.FromSeconds(limit));
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
            throw new InvalidOperationException($"Signatures:Remote:Address is no https address: {text}.");
        return new(address, configuration["Signatures:Remote:Token"], TimeSpan.FromSeconds(limit));
    }
}

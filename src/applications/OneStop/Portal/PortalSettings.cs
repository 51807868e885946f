using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace VanLang.OneStop.Portal;

/// <summary>How this installation is linked to the National Public Service Portal (Cổng Dịch vụ công quốc gia). Off unless an address is set.</summary>
/// <param name="Address">Base address of the exchange, <c>Portal:Address</c>.</param>
/// <param name="ClientId"><c>Portal:ClientId</c>.</param>
/// <param name="SecretFile">File with the client's secret, <c>Portal:SecretFile</c>; only a demonstration may go without.</param>
/// <param name="Every">How often new dossiers are asked for, <c>Portal:Seconds</c>, 60 unless said otherwise.</param>
sealed record PortalSettings(Uri Address, string ClientId, string? SecretFile, TimeSpan Every)
{
    // The simulator's own, known to everybody: nothing behind them is real.
    public const string DemonstrationClient = "phu-tho";
    public const string DemonstrationSecret = "mo-phong";

    /// <summary>Who sends, as the inbox keeps it.</summary>
    public const string Sender = "dvcqg";

    /// <summary>The settings, or null where the link is off.</summary>
    /// <exception cref="InvalidOperationException">The address is none.</exception>
    public static PortalSettings? Read(IConfiguration configuration)
    {
        if (configuration["Portal:Address"] is not { Length: > 0 } address)
            return null;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"Portal:Address is not an address: {address}.");
        return new(
            uri,
            configuration["Portal:ClientId"] ?? DemonstrationClient,
            configuration["Portal:SecretFile"],
            TimeSpan.FromSeconds(double.TryParse(configuration["Portal:Seconds"], NumberStyles.Number, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 ? seconds : 60));
    }
}

/// <summary>The link, where there is one.</summary>
sealed record PortalLink(PortalSettings? Settings)
{
    public bool IsOn => Settings is not null;
}

using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace VanLang.Signing.Contracts;

/// <summary>Signing programs on the machines of officials, with which their browsers speak over the loopback (<c>docs/local-signing.md</c>). The server never calls them.</summary>
/// <param name="Port">Where they listen, <c>Signatures:Local:Port</c>; 0 where none are used.</param>
public sealed record LocalSigning(int Port)
{
    const int Usual = 47115;

    /// <summary>Whether the installation uses them.</summary>
    public bool IsOn => Port > 0;

    /// <summary>What a page may connect to that speaks with the program, and no other page.</summary>
    public string Origin => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <exception cref="InvalidOperationException">The port is none.</exception>
    public static LocalSigning Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string? text = configuration["Signatures:Local:Port"];
        return text is null or "" ? new(Usual)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535 ? new(port)
            : throw new InvalidOperationException($"Signatures:Local:Port is no port: {text}.");
    }
}

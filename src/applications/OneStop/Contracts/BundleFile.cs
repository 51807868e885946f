using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Contracts;

/// <summary>The evidence bundle of a dossier as a file that is gone when it is closed.</summary>
/// <param name="Content">From its beginning.</param>
/// <param name="IsContainer">Whether it is an ASiC-E container with a time-stamp over the list of its files; else a plain ZIP file with the same files.</param>
public sealed record BundleFile(Stream Content, bool IsContainer) : IAsyncDisposable
{
    /// <summary>Ending of its name, with the dot.</summary>
    public string Ending => IsContainer ? ".asice" : ".zip";

    /// <summary>Media type.</summary>
    public string MediaType => IsContainer ? ContainerWriter.MediaType : "application/zip";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

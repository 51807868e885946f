namespace VanLang.Signing.Contracts;

/// <summary>Where the trust list of this installation lies. Read each time: what was taken out of it is trusted no longer.</summary>
/// <param name="path">The file of the province.</param>
/// <param name="dataFolder">Data folder of the installation; null for none.</param>
public sealed class TrustListFile(string path, string? dataFolder)
{
    /// <summary>The list as it is now.</summary>
    /// <exception cref="InvalidDataException">The file is faulty.</exception>
    public TrustList Read() => TrustList.Load(path, dataFolder);
}

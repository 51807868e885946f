namespace VanLang.Kernel;

/// <summary>Under which address citizens reach this installation: what stands in QR codes and messages.</summary>
/// <param name="Root">Without trailing slash: <c>https://dichvucong.phutho.gov.vn</c>.</param>
public sealed record PublicAddress(string Root)
{
    /// <summary>The address of a page.</summary>
    /// <param name="path">Relative to the site, without leading slash.</param>
    public string Of(string path) => $"{Root}/{path}";
}

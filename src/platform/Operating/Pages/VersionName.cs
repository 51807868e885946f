namespace VanLang.Operating.Pages;

/// <summary>A version for the eye: the beginning of its SHA-256.</summary>
static class VersionName
{
    public static string Short(string version) => version.Length > 8 ? version[..8] : version;
}

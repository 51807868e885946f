using System.Reflection;

namespace VanLang.Web.Contracts;

/// <summary>What the program tells the Web room at start.</summary>
public sealed class WebOptions
{
    /// <summary>Assemblies of the rooms whose pages the site shows; that of Web itself need not be named.</summary>
    public IReadOnlyList<Assembly> PageAssemblies { get; set; } = [];

    /// <summary>First segments of addresses that answer programs, not people: errors there are problem details.</summary>
    public IReadOnlyList<string> ApiPaths { get; set; } = ["/api", "/health"];

    /// <summary>
    /// Addresses (without language prefix, with leading slash) whose posts are never offered for sending again when their token is old: sign-in, passwords, PINs.
    /// </summary>
    public IReadOnlyList<string> SecretPaths { get; set; } = ["/dang-nhap", "/dang-ky", "/dang-xuat"];
}

using Microsoft.AspNetCore.Components;

namespace VanLang.Web.Components;

static class Anchors
{
    /// <summary>A link inside this page: with a <c>base</c> element, <c>#id</c> alone would lead to the start page.</summary>
    public static string Anchor(this NavigationManager navigation, string id)
    {
        var uri = navigation.Uri;
        var hash = uri.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? uri : uri[..hash];
        return new Uri(address).PathAndQuery + "#" + id;
    }
}

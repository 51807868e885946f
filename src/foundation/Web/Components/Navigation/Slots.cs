namespace VanLang.Web.Components;

/// <summary>Names of the places in a layout that a page fills.</summary>
static class Slots
{
    public const string Breadcrumbs = "breadcrumbs";
}

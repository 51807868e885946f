namespace VanLang.Web.Components;

/// <summary>Names of the places in a layout that a page fills.</summary>
static class Slots
{
    public const string Breadcrumbs = "breadcrumbs";

    /// <summary>What stands at the head of every printed sheet.</summary>
    public const string SheetHead = "sheet-head";
}

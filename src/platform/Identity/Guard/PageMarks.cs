namespace VanLang.Identity.Guard;

/// <summary>
/// What is sent to this page is delicate: whoever sends it has proved within the last quarter of an hour to be the owner of the session, or is
/// asked again; what was sent waits meanwhile. Reading the page asks for nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class AsksAgainAttribute : Attribute;

/// <summary>Opens to an official whose account still lacks its second factor: the page that sets it up.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class OpenWithoutFactorAttribute : Attribute;

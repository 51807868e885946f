namespace VanLang.Identity.Contracts;

/// <summary>
/// What is sent to this page is delicate: whoever sends it has proved within the last quarter of an hour to be the owner of the session, or is
/// asked again; what was sent waits meanwhile. Reading the page asks for nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksAgainAttribute : Attribute;

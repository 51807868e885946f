namespace VanLang.Identity.Guard;

/// <summary>Opens to an official whose account still lacks its second factor: the page that sets it up.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class OpenWithoutFactorAttribute : Attribute;

namespace VanLang.Kernel.Import;

/// <summary>Marks the property whose value must be different in every row of a list of an import file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImportKeyAttribute : Attribute;

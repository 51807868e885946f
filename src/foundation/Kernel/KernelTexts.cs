namespace VanLang.Kernel;

/// <summary>Marks the texts of the Kernel (<c>Resources/KernelTexts.resx</c>).</summary>
public sealed class KernelTexts;

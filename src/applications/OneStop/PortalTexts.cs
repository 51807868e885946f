namespace VanLang.OneStop;

/// <summary>Marks the texts of the exchange with the national portal (<c>Resources/PortalTexts.resx</c>).</summary>
public sealed class PortalTexts;

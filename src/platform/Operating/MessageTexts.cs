namespace VanLang.Operating;

/// <summary>Marks the texts of the pages on messages that nobody has got (<c>Resources/MessageTexts.resx</c>).</summary>
public sealed class MessageTexts;

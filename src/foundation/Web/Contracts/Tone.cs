namespace VanLang.Web.Contracts;

/// <summary>Colour of a tag; the text always says the same.</summary>
public enum Tone
{
    Neutral,
    Info,
    Progress,
    Success,
    Warning,
    Danger,
}

namespace VanLang.Web.Contracts;

/// <summary>What an alert says.</summary>
public enum AlertKind
{
    Info,
    Success,
    Warning,
    Error,
}

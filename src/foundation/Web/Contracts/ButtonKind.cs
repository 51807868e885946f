namespace VanLang.Web.Contracts;

/// <summary>How a button looks. One <see cref="Primary"/> per page.</summary>
public enum ButtonKind
{
    Primary,
    Secondary,

    /// <summary>Looks like a link.</summary>
    Quiet,

    /// <summary>Something that cannot be taken back, or that is against the citizen: refuse, stop, delete.</summary>
    Danger,
}

namespace VanLang.Designing.Contracts;

/// <summary>What the desk checks; roles grant these names in <c>province/roles.json</c>.</summary>
public static class DesignPermissions
{
    /// <summary>Write changes: draw, decide by tables, lay out forms.</summary>
    public const string Draw = "design.draw";

    /// <summary>Let somebody else's change come into force.</summary>
    public const string Approve = "design.approve";
}

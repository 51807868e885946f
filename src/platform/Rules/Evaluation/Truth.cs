namespace VanLang.Rules.Evaluation;

/// <summary>The two truth values as objects, made once.</summary>
internal static class Truth
{
    private static readonly object Yes = true;
    private static readonly object No = false;

    internal static object Of(bool value) => value ? Yes : No;

    internal static object? Of(bool? value) => value is { } known ? Of(known) : null;
}

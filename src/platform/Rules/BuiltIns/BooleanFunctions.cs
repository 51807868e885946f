using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Truth values (DMN 1.5 §10.3.4.2), <c>is</c>, and the question whether there is a value.</summary>
internal static class BooleanFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("not(negand: boolean?): boolean", (_, a) => a[0] is bool truth ? !truth : null);
        table.Add("is(value1: any, value2: any): boolean", (call, a) => Same(call, a[0], a[1]));
        table.Add("is defined(value: any): boolean", (_, a) => a[0] is not null);
    }

    // The same value also in its parts: one instant in two offsets is equal, but not the same.
    private static bool Same(BuiltInCall call, object? left, object? right) => (left, right) switch
    {
        (FeelDateTime a, FeelDateTime b) => a == b,
        (Contracts.FeelTime a, Contracts.FeelTime b) => a == b,
        _ => FeelComparison.Equal(left, right, call.Session) == true,
    };
}

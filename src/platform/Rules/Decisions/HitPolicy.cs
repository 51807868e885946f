namespace VanLang.Rules.Decisions;

/// <summary>What a table does with the rules that match (DMN 1.5 §8.2.10).</summary>
internal enum HitPolicy
{
    /// <summary>At most one rule matches.</summary>
    Unique,

    /// <summary>Several may match, with equal values.</summary>
    Any,

    /// <summary>The match whose values stand first among the allowed ones.</summary>
    Priority,

    /// <summary>The first match in the order of the rows.</summary>
    First,

    /// <summary>All matches in the order of the rows.</summary>
    RuleOrder,

    /// <summary>All matches in the order of the allowed values.</summary>
    OutputOrder,

    /// <summary>All matches, in any order.</summary>
    Collect,

    /// <summary>Sum of the values of all matches.</summary>
    Sum,

    /// <summary>How many match.</summary>
    Count,

    /// <summary>Least value of all matches.</summary>
    Min,

    /// <summary>Greatest value of all matches.</summary>
    Max,
}

/// <summary>Hit policies as files write them.</summary>
internal static class HitPolicies
{
    /// <summary>Null for words that DMN does not know.</summary>
    internal static HitPolicy? Read(string? policy, string? aggregation) => (policy ?? "UNIQUE", aggregation) switch
    {
        ("UNIQUE", _) => HitPolicy.Unique,
        ("ANY", _) => HitPolicy.Any,
        ("PRIORITY", _) => HitPolicy.Priority,
        ("FIRST", _) => HitPolicy.First,
        ("RULE ORDER", _) => HitPolicy.RuleOrder,
        ("OUTPUT ORDER", _) => HitPolicy.OutputOrder,
        ("COLLECT", null or "") => HitPolicy.Collect,
        ("COLLECT", "SUM") => HitPolicy.Sum,
        ("COLLECT", "COUNT") => HitPolicy.Count,
        ("COLLECT", "MIN") => HitPolicy.Min,
        ("COLLECT", "MAX") => HitPolicy.Max,
        _ => null,
    };

    /// <summary>Whether matches are put in the order of the allowed output values.</summary>
    internal static bool Ranks(this HitPolicy policy) => policy is HitPolicy.Priority or HitPolicy.OutputOrder;

    /// <summary>Whether the result is a list of values.</summary>
    internal static bool GivesList(this HitPolicy policy) => policy is HitPolicy.RuleOrder or HitPolicy.OutputOrder or HitPolicy.Collect;

    /// <summary>Whether one number or value is made of all matches.</summary>
    internal static bool Aggregates(this HitPolicy policy) => policy >= HitPolicy.Sum;
}

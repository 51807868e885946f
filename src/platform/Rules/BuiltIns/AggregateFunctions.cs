using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>One value out of a list: least, greatest, sum, mean and their kin (DMN 1.5 §10.3.4.4).</summary>
internal static class AggregateFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("count(list: list): number", (_, a) => (FeelNumber)((FeelList)a[0]!).Count);
        table.Add("min(list*: list): point", (call, a) => Extreme(call, (FeelList)a[0]!, -1, "min"));
        table.Add("max(list*: list): point", (call, a) => Extreme(call, (FeelList)a[0]!, 1, "max"));
        table.Add("sum(list*: list): number|days|months", Sum);
        table.Add("mean(list*: list): number", (call, a) => Numbers(call, a, "mean") is { Length: > 0 } n ? Total(n) / n.Length : null);
        table.Add("product(list*: list): number", (call, a) => Numbers(call, a, "product") is { Length: > 0 } n ? n.Aggregate((x, y) => x * y) : null);
        table.Add("median(list*: list): number", (call, a) => Numbers(call, a, "median") is { Length: > 0 } n ? Median(n) : null);
        table.Add("stddev(list*: list): number", (call, a) => Numbers(call, a, "stddev") is { Length: > 1 } n ? Deviation(n) : null);
        table.Add("mode(list*: list): list", (call, a) => Numbers(call, a, "mode") is { } n ? Mode(n) : null);
        table.Add("all(list*: list): boolean", (call, a) => Decide(call, (FeelList)a[0]!, false, "all"));
        table.Add("any(list*: list): boolean", (call, a) => Decide(call, (FeelList)a[0]!, true, "any"));
    }

    private static object? Extreme(BuiltInCall call, FeelList list, int direction, string name)
    {
        object? best = null;
        foreach (var item in list.Items)
        {
            call.Session.Spend();
            if (FeelComparison.Compare(item, best ?? item) is not { } order)
            {
                return call.Warn("feel.list.item", name, FeelKinds.Name(FeelKinds.Of(item)), best is null ? "number" : FeelKinds.Name(FeelKinds.Of(best)));
            }

            if (best is null || order * direction > 0) best = item;
        }

        return best;
    }

    private static object? Sum(BuiltInCall call, object?[] a)
    {
        var list = (FeelList)a[0]!;
        if (list.Count > 0 && list.All(item => item is TimeSpan)) return new TimeSpan(list.Aggregate(0L, (sum, item) => checked(sum + ((TimeSpan)item!).Ticks)));
        if (list.Count > 0 && list.All(item => item is YearsMonthsDuration))
        {
            return new YearsMonthsDuration(list.Aggregate(0L, (sum, item) => checked(sum + ((YearsMonthsDuration)item!).TotalMonths)));
        }

        return Numbers(call, a, "sum") is { Length: > 0 } numbers ? Total(numbers) : null;
    }

    private static FeelNumber[]? Numbers(BuiltInCall call, object?[] a, string name)
    {
        var list = (FeelList)a[0]!;
        call.Session.Spend(list.Count);
        var numbers = new FeelNumber[list.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (list[i] is FeelNumber number)
            {
                numbers[i] = number;
                continue;
            }

            call.Warn("feel.list.item", name, FeelKinds.Name(FeelKinds.Of(list[i])), "number");
            return null;
        }

        return numbers;
    }

    private static FeelNumber Total(FeelNumber[] numbers) => numbers.Aggregate(FeelNumber.Zero, (sum, number) => sum + number);

    private static FeelNumber Median(FeelNumber[] numbers)
    {
        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    private static FeelNumber? Deviation(FeelNumber[] numbers)
    {
        var mean = Total(numbers) / numbers.Length;
        var squares = Total(Array.ConvertAll(numbers, number => (number - mean) * (number - mean)));
        return FeelMath.SquareRoot(squares / (numbers.Length - 1));
    }

    private static FeelList Mode(FeelNumber[] numbers)
    {
        if (numbers.Length == 0) return FeelList.Empty;
        var groups = numbers.GroupBy(number => number).Select(group => (group.Key, Count: group.Count())).ToList();
        var most = groups.Max(group => group.Count);
        return new([.. groups.Where(group => group.Count == most).Select(group => group.Key).Order().Select(number => (object?)number)]);
    }

    private static object? Decide(BuiltInCall call, FeelList list, bool deciding, string name)
    {
        object? result = !deciding;
        foreach (var item in list.Items)
        {
            call.Session.Spend();
            if (item is bool truth)
            {
                if (truth == deciding) return deciding;
            }
            else
            {
                if (item is not null) return call.Warn("feel.list.item", name, FeelKinds.Name(FeelKinds.Of(item)), "boolean");
                result = null;
            }
        }

        return result;
    }
}

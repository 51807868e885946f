using Microsoft.Extensions.Localization;
using VanLang.Kernel.Search;
using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Load;

/// <summary>Choices of the filter.</summary>
static class LoadChoices
{
    /// <summary>None where there is one alone; those that have ended, often called like one of today, stand last with their last day.</summary>
    public static IReadOnlyList<OptionView> Agencies(LoadScope scope, IStringLocalizer text) => scope.Agencies.Count < 2
        ? []
        : [.. scope.Agencies.OrderBy(agency => scope.Ended.ContainsKey(agency.Key)).ThenBy(agency => agency.Value, VietnameseOrder.Text).Select(agency => new OptionView(
            agency.Key.ToString("N"), scope.Ended.TryGetValue(agency.Key, out DateOnly last) ? text["AgencyUntil", agency.Value, VietnameseFormat.Date(last)] : agency.Value))];

    /// <summary>Steps that were found, and the one that is asked for.</summary>
    public static IReadOnlyList<OptionView> Steps(LoadItems items, LoadQuery query, StepWords words) =>
    [
        .. items.Open.Concat(items.Done).Select(item => item.Step).Concat(new[] { query.Step }.OfType<string>()).Distinct().Order(VietnameseOrder.Text).Select(step => new OptionView(step, words.Named(step) ?? step, Lang: words.Named(step) is null ? "vi" : null)),
    ];
}

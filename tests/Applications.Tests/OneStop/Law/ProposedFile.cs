using System.Text;
using Shouldly;
using VanLang.Hosting;
using VanLang.OneStop.Law.Impact;

namespace VanLang.Applications.Tests.OneStop.Law;

/// <summary>The decision of 2.000635 as somebody wants it to become.</summary>
static class ProposedFile
{
    public const string Key = "thu-tuc-2.000635";

    /// <summary>8.000 đ a copy becomes 10.000 đ.</summary>
    public static string Dearer(string day) => Changed(day, text => text.Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal));

    /// <summary>What was due in the day has two working days.</summary>
    public static string Slower(string day) => Changed(day, text => text
        .Replace("<text>1</text>", "<text>2</text>", StringComparison.Ordinal)
        .Replace("\"in-day\"", "\"working-day\"", StringComparison.Ordinal)
        .Replace("\"15:00\"", "null", StringComparison.Ordinal));

    public static string Changed(string day, Func<string, string> change)
    {
        string text = File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, "decisions", $"{Key}.dmn"));
        string changed = change(text);
        changed.ShouldNotBe(text);
        return changed.Replace("vl:validFrom=\"2016-01-01\"", $"vl:validFrom=\"{day}\"", StringComparison.Ordinal);
    }

    public static async Task<Proposal> Read(ProposalFile files, string content, string day)
    {
        ProposalReading reading = await files.Read($"{Key}@{day}.dmn", Encoding.UTF8.GetBytes(content), null, CancellationToken.None);
        reading.Problems.ShouldBeEmpty();
        return reading.Proposal.ShouldNotBeNull();
    }
}

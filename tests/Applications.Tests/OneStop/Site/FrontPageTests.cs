using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Hosting;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

public sealed partial class FrontPageTests
{
    [Fact]
    public async Task The_first_page_begins_with_what_the_province_puts_in_front()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using HttpClient stranger = new() { BaseAddress = new(program.Address) };
        JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "province.json"), RunningProgram.Token))!;

        string html = await stranger.GetStringAsync(new Uri("/", UriKind.Relative), RunningProgram.Token);

        ProcedureLink().Matches(html).Select(link => link.Groups[1].Value).ShouldBe(settings["frontProcedures"]!.AsArray().Select(code => (string)code!));
    }

    [Fact]
    public async Task Who_reads_English_gets_what_a_citation_marks_in_English()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest stranger = program.Guest();

        Opened page = await stranger.Open("/en/thu-tuc/2.000635");

        page.Text.ShouldContain("Not verified");
        page.Text.ShouldNotContain("Chưa kiểm chứng");
        page.Text.ShouldNotContain("bản chụp");
    }

    [Fact]
    public async Task Each_field_and_each_kind_of_body_is_offered_once()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest stranger = program.Guest();

        string html = (await stranger.Open("/thu-tuc")).Html;
        foreach (string name in new[] { "linh-vuc", "co-quan" })
        {
            string[] choices = [.. Choice().Matches(Regex.Match(html, $"<select[^>]* name=\"{name}\".*?</select>", RegexOptions.Singleline).Value).Select(choice => WebUtility.HtmlDecode(choice.Groups[1].Value))];
            choices.Length.ShouldBeGreaterThan(10);
            choices.ShouldBeUnique();
            choices.Count(choice => choice.StartsWith("UBND cấp xã nơi", StringComparison.Ordinal)).ShouldBe(0);
        }

        (await stranger.Open("/thu-tuc?co-quan=UBND+c%E1%BA%A5p+x%C3%A3")).Links.ShouldContain("/thu-tuc/1.001193");
    }

    [GeneratedRegex("<option[^>]*>([^<]*)</option>", RegexOptions.CultureInvariant)]
    private static partial Regex Choice();

    [GeneratedRegex("href=\"thu-tuc/([0-9.]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex ProcedureLink();
}

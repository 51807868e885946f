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

    [GeneratedRegex("href=\"thu-tuc/([0-9.]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex ProcedureLink();
}

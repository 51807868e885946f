using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Shouldly;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

public partial class DamagedFileTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryRoot.File("province/processes/lay-y-kien.bpmn"));

    private static readonly string[] Values =
        [.. Lines.SelectMany(line => Value().Matches(line).Select(match => match.Groups[1].Value)), "", "true", "=", "=(", "P", "R/P1D", "2026", "a:b:c", new string('x', 5_000), "&#0;", "<"];

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_what_is_read_can_start() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int).Array[1, 3].Sample(changes => Check(Damage(changes)), iter: 400);

    private static string Damage((int Kind, int Seed)[] changes)
    {
        var lines = Lines.ToList();
        foreach (var (kind, seed) in changes)
        {
            var random = new Random(seed);
            var at = random.Next(lines.Count);
            switch (kind)
            {
                case 0: lines.RemoveAt(at); break;
                case 1: lines.Insert(at, lines[random.Next(lines.Count)]); break;
                case 2: (lines[at], lines[0]) = (lines[0], lines[at]); break;
                default:
                    // One value of an attribute or text becomes another of the file, or nonsense.
                    var value = Values[random.Next(Values.Length)];
                    lines[at] = kind == 5 ? Text().Replace(lines[at], $">{value}<", 1) : Value().Replace(lines[at], $"\"{value}\"", 1);
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private static void Check(string text)
    {
        var reading = BpmnReader.Read(Encoding.UTF8.GetBytes(text));
        reading.Findings.ShouldAllBe(finding => finding.ToString().Length > 0);
        if (reading.Definition is null) reading.Errors().ShouldNotBeEmpty();
        else if (reading.Definition.Starts.Length == 1) Case.Start(reading.Definition).State.Phase.ShouldNotBe(InstancePhase.New);
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex(">[^<]+<")]
    private static partial Regex Text();
}

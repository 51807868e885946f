using System.Diagnostics;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>A form of 100 fields on one page, 20 of them with conditions. The bounds are ten times the goals, so that a busy machine does not fail them.</summary>
[CollectionDefinition("Forms, measured", DisableParallelization = true)]
[Collection("Forms, measured")]
public sealed class FormSpeedTests(ITestOutputHelper output)
{
    private static readonly FormSchema Schema = Form(string.Join(',', Enumerable.Range(0, 20).SelectMany(i => new[]
    {
        Text($"name{i}", ""","validate":{"required":true,"maxLength":100}""", "\"kind\":\"full-name\",\"hintVi\":\"Như trên giấy tờ.\""),
        Radio($"kind{i}", "x", "y", "z"),
        Text($"more{i}", $$""","conditional":{"hide":"=kind{{i}} != \"x\""}"""),
        Number($"count{i}", ""","validate":{"min":1,"max":100}"""),
        Date($"born{i}", properties: "\"max\":\"today\""),
    })));

    private static readonly FormAnswers Answers = FormAnswers.None.With(Enumerable.Range(0, 20).SelectMany(i => new KeyValuePair<string, AnswerValue?>[]
    {
        new($"name{i}", new TextAnswer("Nguyễn Thị Ánh Tuyết")),
        new($"kind{i}", new TextAnswer("x")),
        new($"more{i}", new TextAnswer("Cháu nội")),
        new($"count{i}", new NumberAnswer(i + 1)),
        new($"born{i}", new DateAnswer(new(1990, 1, i + 1))),
    }));

    [Fact]
    public void A_hundred_fields_are_checked_in_two_milliseconds()
    {
        var posted = Post([.. Enumerable.Range(0, 20).SelectMany(i => new[] { ($"name{i}", "Nguyễn Thị Ánh Tuyết"), ($"kind{i}", "x"), ($"more{i}", "Cháu nội"), ($"count{i}", "7"), ($"born{i}.Day", "9"), ($"born{i}.Month", "2"), ($"born{i}.Year", "1990") })]);

        Measure("check of the whole form", () => Schema.Check(Answers, Now).ShouldBeEmpty()).ShouldBeLessThan(20);
        Measure("reading of a posted page", () => Schema.Read("p1", Answers, posted, Now).Errors.ShouldBeEmpty()).ShouldBeLessThan(40);
    }

    [Fact]
    public void A_hundred_fields_are_rendered_in_five_milliseconds()
    {
        Measure("view", () => Schema.PageView("p1", Answers, Now, Vietnamese).Parts.Count.ShouldBe(100)).ShouldBeLessThan(20);
        Measure("view and rendering", () => Render.Page(Schema.PageView("p1", Answers, Now, Vietnamese), "vi-VN").GetAwaiter().GetResult().Length.ShouldBeGreaterThan(20_000)).ShouldBeLessThan(50);
    }

    /// <summary>
    /// Milliseconds of the fastest tenth of 200 runs after 30 to warm up: what the code costs, however busy the machine is. The median is told beside it.
    /// </summary>
    private double Measure(string what, Action run)
    {
        for (var i = 0; i < 30; i++)
            run();
        var times = new double[200];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        output.WriteLine($"{what}: a tenth below {times[20]:0.00} ms, median {times[100]:0.00} ms, 95 % below {times[190]:0.00} ms");
        return times[20];
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Values of .NET going in and coming out.</summary>
public sealed class FeelValuesTests
{
    public static TheoryData<object?, object?> Scalars => new()
    {
        { 5, (FeelNumber)5 },
        { 5L, (FeelNumber)5 },
        { 5.25m, (FeelNumber)5.25m },
        { "a", "a" },
        { true, true },
        { null, null },
        { new DateOnly(2026, 1, 31), new DateOnly(2026, 1, 31) },
        { new TimeOnly(8, 30), new TimeOnly(8, 30) },
        { new DateTime(2026, 1, 31, 8, 0, 0), new DateTime(2026, 1, 31, 8, 0, 0) },
        { new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.FromHours(7)), new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.FromHours(7)) },
        { TimeSpan.FromHours(30), TimeSpan.FromHours(30) },
        { new YearsMonthsDuration(14), new YearsMonthsDuration(14) },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalars_go_in_and_come_out(object? given, object? expected)
    {
        Feel.Run("x", ("x", given)).Value.ShouldBe(expected);
        Feel.Run("[x][1]", ("x", given)).Value.ShouldBe(expected);
        Feel.Run("{a: x}", ("x", given)).Value.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!["a"].ShouldBe(expected);
    }

    [Fact]
    public void Json_becomes_contexts_lists_and_exact_numbers()
    {
        using var json = JsonDocument.Parse("""{"con": [{"tên": "An", "tiền": 0.1000000000000000000000000000000001}], "trống": null}""");

        Feel.Text("hồ sơ.con[1].tiền", ("hồ sơ", json.RootElement)).ShouldBe("0.1000000000000000000000000000000001");
        Feel.Text("hồ sơ.trống = null", ("hồ sơ", json.RootElement)).ShouldBe("true");
        Feel.Text("x.a + 1", ("x", new JsonObject { ["a"] = 1 })).ShouldBe("2");
        Feel.Text("count(x)", ("x", new JsonArray(1, 2))).ShouldBe("2");
        Feel.Text("x instance of string", ("x", JsonValue.Create("2026-01-31"))).ShouldBe("true");
    }

    [Fact]
    public void Results_in_lists_and_contexts_have_the_types_of_dotnet()
    {
        var list = Feel.Run("[now(), @\"08:00:00\", [@\"2026-01-31T08:00:00\"]]").Value.ShouldBeAssignableTo<IReadOnlyList<object?>>()!;

        list[0].ShouldBe(Feel.Now);
        list[1].ShouldBe(new TimeOnly(8, 0));
        list[2].ShouldBeAssignableTo<IReadOnlyList<object?>>()![0].ShouldBe(new DateTime(2026, 1, 31, 8, 0, 0));
    }

    [Fact]
    public void A_result_can_be_given_back_in()
    {
        var range = Feel.Run("[@\"2026-01-01T00:00:00Z\"..now()]").Value;

        range.ShouldBeOfType<FeelRange>().End.ShouldBe(Feel.Now);
        Feel.Text("@\"2026-01-02T00:00:00Z\" in r", ("r", range)).ShouldBe("true");
    }

    [Fact]
    public void Lists_and_dictionaries_of_any_kind_are_taken()
    {
        Feel.Text("sum(x)", ("x", new List<int> { 1, 2 })).ShouldBe("3");
        Feel.Text("x.a", ("x", new Dictionary<string, string> { ["a"] = "b" })).ShouldBe("\"b\"");
    }

    [Fact]
    public void A_number_keeps_its_digits_in_JSON()
    {
        var number = (FeelNumber)1 / 3;

        JsonSerializer.Serialize(new { a = number }).ShouldBe("""{"a":0.3333333333333333333333333333333333}""");
        JsonSerializer.Deserialize<FeelNumber>(JsonSerializer.Serialize(number)).ShouldBe(number);
        JsonSerializer.Deserialize<FeelNumber>("1E+50").ToString().ShouldBe("1E+50");
    }

    [Fact]
    public void A_type_the_contract_does_not_name_is_a_mistake_of_the_caller() =>
        Should.Throw<ArgumentException>(() => Feel.Run("x", ("x", new Uri("http://localhost"))));
}

using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Tables of expressions and their values.</summary>
public sealed class FeelSemanticsTests
{
    [Theory]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3", "0.3333333333333333333333333333333333")]
    [InlineData("2 + 3 * 4 ** 2", "50")]
    [InlineData("(2 + 3) * 4", "20")]
    [InlineData("-2 ** 2", "4")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("2 ** 3 ** 2", "64")]
    [InlineData("1 / 0", "null")]
    [InlineData("1.5e3", "1500")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("\"a\\n\\u0041\\U01F40E\\\"\"", "\"a\\nA🐎\\\"\"")]
    public void Arithmetic_and_literals(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("true and n", "null")]
    [InlineData("false and n", "false")]
    [InlineData("n and false", "false")]
    [InlineData("true or n", "true")]
    [InlineData("n or true", "true")]
    [InlineData("false or n", "null")]
    [InlineData("not(n)", "null")]
    [InlineData("n = null", "true")]
    [InlineData("n != null", "false")]
    [InlineData("n < 1", "null")]
    [InlineData("n + 1", "null")]
    [InlineData("if n then 1 else 2", "2")]
    [InlineData("if n < 1 then 1 else 2", "2")]
    [InlineData("n.a.b", "null")]
    [InlineData("n[1]", "null")]
    [InlineData("n in [1..10]", "null")]
    public void Null_stays_unknown_and_is_never_true(string text, string value) => Feel.Text(text, ("n", null)).ShouldBe(value);

    [Theory]
    [InlineData("1 < 2", "true")]
    [InlineData("\"Bình\" = \"Bình\"", "true")]
    [InlineData("5 between 1 and 5", "true")]
    [InlineData("5 between 6 and 7 or true", "true")]
    [InlineData("5 in (1..5)", "false")]
    [InlineData("5 in ]1..5]", "true")]
    [InlineData("5 in [1..5[", "false")]
    [InlineData("5 in (1, 2, > 4)", "true")]
    [InlineData("5 in (4) + 1", "true")]
    [InlineData("5 in [1, 5]", "true")]
    [InlineData("5 in < 5", "false")]
    [InlineData("5 in (? > 4 and ? < 6)", "true")]
    [InlineData("[1..3] = [1..3]", "true")]
    [InlineData("(< 10).end", "10")]
    [InlineData("[1..10[.start included", "true")]
    public void Comparisons_and_ranges(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("[10, 20, 30][2]", "20")]
    [InlineData("[10, 20, 30][-1]", "30")]
    [InlineData("[10, 20, 30][4]", "null")]
    [InlineData("[10, 20, 30][item > 15]", "[20, 30]")]
    [InlineData("[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]")]
    [InlineData("[{a: 1}, {a: 3}].a", "[1, 3]")]
    [InlineData("[{item: 1}, {item: 3}][item = 3]", "[{item: 3}]")]
    [InlineData("[[1, 2], [3]][item[1] = 3]", "[[3]]")]
    [InlineData("5[1]", "5")]
    [InlineData("{a: 1, b: a + 1, \"c d\": b * 2}.c d", "4")]
    [InlineData("{tuổi của cha: 40, con: 10}.tuổi của cha", "40")]
    [InlineData("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", "120")]
    public void Lists_contexts_and_paths(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("for i in 1..3 return i * 2", "[2, 4, 6]")]
    [InlineData("for i in 3..1 return i", "[3, 2, 1]")]
    [InlineData("for i in [1..3) return i", "[1, 2]")]
    [InlineData("for i in [1, 2], j in [i..3] return i * 10 + j", "[11, 12, 13, 22, 23]")]
    [InlineData("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]")]
    [InlineData("for d in @\"2026-01-30\"..@\"2026-02-01\" return d.day", "[30, 31, 1]")]
    [InlineData("some x in [1, 2, 3] satisfies x > 2", "true")]
    [InlineData("every x in [1, 2, 3] satisfies x > 2", "false")]
    [InlineData("every x in [] satisfies x > 2", "true")]
    [InlineData("some x in [1, null] satisfies x > 2", "null")]
    [InlineData("(function(x, y: number) x + y)(1, 2)", "3")]
    [InlineData("{f: function(a, b) a - b, r: f(b: 1, a: 5)}.r", "4")]
    [InlineData("{n: 2, f: function(a) a * n, r: for n in [7] return f(n)}.r", "[14]")]
    public void Loops_and_functions(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("@\"2026-01-31\" + duration(\"P1M\")", "2026-02-28")]
    [InlineData("date(\"2026-03-01\") - date(\"2026-02-01\")", "P28D")]
    [InlineData("date(2026, 2, 28) + @\"P1D\"", "2026-03-01")]
    [InlineData("@\"2026-01-31T10:00:00\" + @\"PT90M\"", "2026-01-31T11:30:00")]
    [InlineData("@\"2026-01-31T10:00:00+07:00\" = @\"2026-01-31T03:00:00Z\"", "true")]
    [InlineData("@\"2026-01-31T10:00:00@Asia/Ho_Chi_Minh\" = @\"2026-01-31T03:00:00Z\"", "true")]
    [InlineData("@\"10:00:00\" + @\"PT15H\"", "01:00:00")]
    [InlineData("years and months duration(@\"2008-02-29\", @\"2026-02-28\")", "P17Y11M")]
    [InlineData("@\"P3D\" * 1.5", "P4DT12H")]
    [InlineData("@\"P1D\" / @\"PT6H\"", "4")]
    [InlineData("@\"P1Y\" / 5", "P2M")]
    [InlineData("day of week(@\"2026-01-31\")", "\"Saturday\"")]
    [InlineData("week of year(@\"2026-01-01\")", "1")]
    [InlineData("@\"2026-01-31\".weekday", "6")]
    [InlineData("today()", "2026-01-31")]
    [InlineData("now()", "2026-01-31T09:30:00+07:00")]
    [InlineData("(today() - @\"2008-01-31\") instance of days and time duration", "true")]
    [InlineData("@\"2026-01-01\" in [@\"2025-07-01\"..@\"2026-06-30\"]", "true")]
    [InlineData("@\"9999-12-31\" + @\"P1D\"", "10000-01-01")]
    [InlineData("@\"10000-01-01\" - @\"P1D\"", "9999-12-31")]
    [InlineData("@\"0001-01-01\" - @\"P1D\"", "0000-12-31")]
    [InlineData("date(\"999999999-12-31\")", "999999999-12-31")]
    [InlineData("date(-999999999, 12, 31)", "-999999999-12-31")]
    [InlineData("@\"999999999-12-31\" + @\"P1D\"", "null")]
    [InlineData("@\"-999999999-01-01\" - @\"P1M\"", "null")]
    [InlineData("date(\"100\" + \"0000000-01-01\")", "null")]
    [InlineData("date(\"012\" + \"11-12-31\")", "null")]
    [InlineData("date(\"000\" + \"0-12-31\")", "null")]
    [InlineData("date(\"+99\" + \"999-12-01\")", "null")]
    [InlineData("date(\"-20\" + \"17-02-29\")", "null")]
    [InlineData("date(-2016, 2, 29)", "-2016-02-29")]
    [InlineData("date(\"-2017-12-31\") < date(\"2017-12-31\") and date(\"99999-01-01\") > date(\"9999-12-31\") ", "true")]
    [InlineData("date(\"-2017-12-31\") in [date(\"-2018-01-01\")..date(\"2017-01-01\")]", "true")]
    [InlineData("[date(\"-2017-12-31\").year, date(\"99999-12-31\").month, date(\"-2017-12-31\").day, date(\"12400-01-01\").weekday, date(\"2400-01-01\").weekday]", "[-2017, 12, 31, 6, 6]")]
    [InlineData("for day in @\"9999-12-30\"..@\"10000-01-01\" return string(day)", "[\"9999-12-30\", \"9999-12-31\", \"10000-01-01\"]")]
    [InlineData("last day of month(date(\"-2016-02-01\"))", "-2016-02-29")]
    [InlineData("years and months duration(@\"-0001-01-01\", @\"12000-03-01\")", "P12001Y2M")]
    [InlineData("@\"10001-01-01\" - @\"9999-01-01\"", "P731D")]
    [InlineData("@\"99999-01-01\" - @\"-99999-01-01\"", "null")]
    [InlineData("date and time(\"99999-12-31T11:22:33\")", "99999-12-31T11:22:33")]
    [InlineData("date and time(\"999999999-12-31T23:59:59.999999999@Europe/Paris\")", "999999999-12-31T23:59:59.999999999@Europe/Paris")]
    [InlineData("date and time(\"-999999999-12-31T23:59:59.999999999+02:00\")", "-999999999-12-31T23:59:59.999999999+02:00")]
    [InlineData("date and time(date(\"2017-09-05\"), time(\"09:15:30.987654321@Europe/Paris\"))", "2017-09-05T09:15:30.987654321@Europe/Paris")]
    [InlineData("date and time(\"9999-12-31T24:00:00\")", "10000-01-01T00:00:00")]
    [InlineData("date and time(\"9999-12-31T23:00:00+07:00\") + @\"PT2H\"", "10000-01-01T01:00:00+07:00")]
    [InlineData("date and time(\"-2017-12-31T00:00:00Z\") < date and time(\"-2017-12-31T00:00:01Z\")", "true")]
    [InlineData("date and time(\"10000-01-01T06:00:00+07:00\") < date and time(\"9999-12-31T23:59:59Z\")", "true")]
    [InlineData("date(date and time(\"-2017-08-14T14:25:00\"))", "-2017-08-14")]
    [InlineData("time(\"10:15:30.123456789\").second", "30.123456789")]
    [InlineData("@\"2026-01-31T10:00:00\" - @\"2026-01-31T10:00:00Z\"", "null")]
    public void Dates_times_and_durations(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Theory]
    [InlineData("substring(\"Đồng Tháp\", 6)", "\"Tháp\"")]
    [InlineData("substring(\"🐎abc\", 2, 2)", "\"ab\"")]
    [InlineData("string length(\"🐎\")", "1")]
    [InlineData("upper case(\"đồng\")", "\"ĐỒNG\"")]
    [InlineData("contains(\"xã Bình An\", \"Bình\")", "true")]
    [InlineData("matches(\"0912345678\", \"^0\\d{9}$\")", "true")]
    [InlineData("replace(\"a-b-c\", \"-(\\w)\", \"+$1\")", "\"a+b+c\"")]
    [InlineData("replace(\"x\", \"x\", \"\\$5\")", "\"$5\"")]
    [InlineData("split(\"a;b;;c\", \";\")", "[\"a\", \"b\", \"\", \"c\"]")]
    [InlineData("string join([\"a\", null, \"b\"], \", \")", "\"a, b\"")]
    [InlineData("decimal(1 / 3, 2)", "0.33")]
    [InlineData("decimal(2.5, 0)", "2")]
    [InlineData("round half up(-2.5, 0)", "-3")]
    [InlineData("round half down(2.5, 0)", "2")]
    [InlineData("round up(1.01, 1)", "1.1")]
    [InlineData("floor(-1.5)", "-2")]
    [InlineData("ceiling(1234, -2)", "1300")]
    [InlineData("modulo(-12, 5)", "3")]
    [InlineData("sqrt(2)", "1.414213562373095048801688724209698")]
    [InlineData("min(3, 1, 2)", "1")]
    [InlineData("max([@\"2026-01-01\", @\"2025-01-01\"])", "2026-01-01")]
    [InlineData("sum([])", "null")]
    [InlineData("mean([1, 2, 4])", "2.333333333333333333333333333333333")]
    [InlineData("count([1, null])", "2")]
    [InlineData("append([1], 2, 3)", "[1, 2, 3]")]
    [InlineData("concatenate([1], [2, 3], 4)", "[1, 2, 3, 4]")]
    [InlineData("distinct values([1, 2, 1.0, \"1\"])", "[1, 2, \"1\"]")]
    [InlineData("index of([\"a\", \"b\", \"a\"], \"a\")", "[1, 3]")]
    [InlineData("flatten([1, [2, [3]]])", "[1, 2, 3]")]
    [InlineData("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]")]
    [InlineData("list contains([1, null], null)", "true")]
    [InlineData("get value({a: {b: 1}}, [\"a\", \"b\"])", "1")]
    [InlineData("get entries({a: 1})", "[{key: \"a\", value: 1}]")]
    [InlineData("context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}")]
    [InlineData("is defined(null)", "false")]
    [InlineData("number(\"1.234.567,5\", \".\", \",\")", "1234567.5")]
    [InlineData("substring(string: \"abc\", start position: 2)", "\"bc\"")]
    [InlineData("[1, 2] instance of list<number>", "true")]
    [InlineData("before([1..5], 6)", "true")]
    public void Built_in_functions(string text, string value) => Feel.Text(text).ShouldBe(value);

    [Fact]
    public void What_becomes_null_without_being_meant_is_warned_of_with_its_place()
    {
        var result = Feel.Run("1 +\n  tuổi", ("tuổi", "ba"));

        result.Value.ShouldBeNull();
        var warning = result.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Line, warning.Column).ShouldBe(("feel.type.operand", 1, 3));
        warning.Message.ShouldBe("Cannot compute number + string.");
        warning.MessageIn(new("vi")).ShouldBe("Không thể tính number + string.");
    }

    [Fact]
    public void An_unknown_variable_is_null_with_a_warning()
    {
        var result = Feel.Expression("lệ phí").Evaluate(new(new Dictionary<string, object?>(), Feel.Now));

        result.Value.ShouldBeNull();
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("feel.name.unknown");
    }

    [Fact]
    public void Only_true_is_true()
    {
        new FeelResult(null, []).IsTrue.ShouldBeFalse();
        Feel.Run("1 = 1").IsTrue.ShouldBeTrue();
    }
}

using CsCheck;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Forms;

public sealed class FormAnswersTests
{
    private static readonly Gen<string> Key = Gen.Char["abcXYZ_01ế\"\\"].Array[1, 6].Select(c => new string(c));

    private static readonly Gen<AnswerValue?> Value = Gen.OneOf(
        Gen.Char['\0', '\ud7ff'].Array[0, 12].Select(c => (AnswerValue?)new TextAnswer(new string(c))),
        Gen.Decimal.Select(d => (AnswerValue?)new NumberAnswer(d)),
        Gen.Bool.Select(b => (AnswerValue?)new BooleanAnswer(b)),
        Gen.Int[1, 3_652_059].Select(d => (AnswerValue?)new DateAnswer(DateOnly.FromDayNumber(d - 1))),
        Gen.Select(Gen.String.AlphaNumeric, Gen.String.AlphaNumeric).Select((c, d) => (AnswerValue?)new AddressAnswer(c, d)),
        Gen.Const((AnswerValue?)null));

    private static readonly Gen<FormAnswers> Answers = Gen.Select(Key, Value).Array[0, 8]
        .Select(all => FormAnswers.None.With(all.Select(e => KeyValuePair.Create(e.Item1, e.Item2))));

    [Fact]
    public void Answers_come_back_from_their_json() =>
        Answers.Sample(answers =>
        {
            var back = FormAnswers.FromJson(answers.ToJson());
            return back.Equals(answers) && back.ToJson() == answers.ToJson() && back.GetHashCode() == answers.GetHashCode();
        });

    [Fact]
    public void The_json_is_the_same_whatever_the_order_of_answering() =>
        Gen.Select(Gen.Dictionary(Key, Value)[0, 8], Gen.Int).Sample((entries, seed) =>
        {
            var shuffled = entries.OrderBy(e => HashCode.Combine(e.Key, seed));
            return FormAnswers.None.With(entries).ToJson() == shuffled.Aggregate(FormAnswers.None, (a, e) => a.With(e.Key, e.Value)).ToJson();
        });

    [Fact]
    public void The_json_is_canonical() =>
        FormAnswers.None.With("b", new NumberAnswer(1.50m)).With("a", new DateAnswer(new(2024, 2, 29))).With("c", new TextAnswer("Ngọc “x”")).With("d", null)
            .With("e", new AddressAnswer("c1", "Khu 3")).With("B", new BooleanAnswer(true))
            .ToJson().ShouldBe("""{"B":true,"a":{"date":"2024-02-29"},"b":1.5,"c":"Ngọc “x”","d":null,"e":{"commune":"c1","detail":"Khu 3"}}""");

    [Fact]
    public void Left_empty_and_not_asked_are_two_things()
    {
        var answers = FormAnswers.None.With("a", new TextAnswer(""));

        answers["a"].ShouldBeNull();
        answers.IsAsked("a").ShouldBeTrue();
        answers.Without("a").IsAsked("a").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"a":[1]}""")]
    [InlineData("""{"a":{"date":"31/12/2020"}}""")]
    [InlineData("""{"a":{"date":5}}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1e400}""")]
    public void Foreign_json_is_refused(string json) => Should.Throw<FormatException>(() => FormAnswers.FromJson(json));
}

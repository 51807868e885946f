using CsCheck;
using Shouldly;
using VanLang.Kernel.Search;
using Xunit;

namespace VanLang.Foundation.Tests.Search;

public sealed class TypoToleranceTests
{
    [Theory]
    [InlineData("sihn", "sinh", 1)]
    [InlineData("giya", "giay", 1)]
    [InlineData("trich", "trich", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("chuyen", "chuyn", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void A_swap_of_neighbours_is_one_slip(string a, string b, int distance) => TypoTolerance.Distance(a, b).ShouldBe(distance);

    [Fact]
    public void Nearer_words_count_more()
    {
        var same = TypoTolerance.Similarity("sinh", "sinh");
        var beginning = TypoTolerance.Similarity("sin", "sinh");
        var slip = TypoTolerance.Similarity("sihn", "sinh");
        same.ShouldBe(1);
        beginning.ShouldBeLessThan(same);
        slip.ShouldBeLessThan(beginning);
        slip.ShouldBeGreaterThan(0);
        TypoTolerance.Similarity("xe", "xa").ShouldBe(0);
        TypoTolerance.Similarity("ly", "li").ShouldBe(0.9);
        TypoTolerance.Similarity("001193", "001194").ShouldBe(0);
    }

    [Fact]
    public void The_distance_is_symmetric_and_zero_only_for_the_same_word()
    {
        var words = Gen.Char['a', 'd'].Array[0, 7].Select(letters => new string(letters));
        Gen.Select(words, words).Sample((a, b) => TypoTolerance.Distance(a, b) == TypoTolerance.Distance(b, a) && (TypoTolerance.Distance(a, b) == 0) == (a == b));
    }
}

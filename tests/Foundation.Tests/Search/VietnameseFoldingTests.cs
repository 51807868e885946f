using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Kernel.Search;
using Xunit;

namespace VanLang.Foundation.Tests.Search;

public sealed class VietnameseFoldingTests
{
    [Theory]
    [InlineData("Đăng ký khai sinh", "dang ky khai sinh")]
    [InlineData("HOÀ BÌNH", "hoa binh")]
    [InlineData("Hòa  Bình", "hoa binh")]
    [InlineData("Trích lục (bản sao) – số: 01/2026", "trich luc ban sao so 01 2026")]
    [InlineData("Nguyễn Thị Ánh Tuyết", "nguyen thi anh tuyet")]
    [InlineData("ƯỚC MƠ, ẶẴẲẰẮ", "uoc mo aaaaa")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void Folding_takes_off_marks_case_and_punctuation(string? text, string folded)
    {
        VietnameseFolding.Fold(text).ShouldBe(folded);
        VietnameseFolding.Fold(text?.Normalize(NormalizationForm.FormD)).ShouldBe(folded);
    }

    [Fact]
    public void Both_styles_of_placing_the_tone_agree_and_other_tones_do_not()
    {
        VietnameseFolding.MarkedTokens("Hoà thuỷ").ShouldBe(VietnameseFolding.MarkedTokens("hòa thủy"));
        VietnameseFolding.MarkedTokens("hòa").ShouldNotBe(VietnameseFolding.MarkedTokens("hóa"));
        VietnameseFolding.MarkedTokens("đô").ShouldBe(["đô"]);
        VietnameseFolding.MarkedTokens("độ".Normalize(NormalizationForm.FormD)).ShouldBe(["đô5"]);
    }

    [Fact]
    public void Marks_are_noticed()
    {
        VietnameseFolding.HasMarks("dang ky").ShouldBeFalse();
        VietnameseFolding.HasMarks("đang ky").ShouldBeTrue();
        VietnameseFolding.HasMarks("dang kỳ").ShouldBeTrue();
    }

    [Fact]
    public void Folding_again_changes_nothing_and_words_stand_side_by_side() =>
        Gen.OneOf(Gen.String, Gen.Int[0, 7].Select(i => new[] { "Đ", "ậ", "ớ ", "Thủy-", "hoà", "ng\u0301", " ", "1.0" }[i]).Array[0, 12].Select(string.Concat)).Sample(text =>
        {
            var folded = VietnameseFolding.Fold(text);
            return VietnameseFolding.Fold(folded) == folded && VietnameseFolding.Tokens(text).Count == VietnameseFolding.MarkedTokens(text).Count;
        });
}

using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Kernel.Search;
using Xunit;

namespace VanLang.Foundation.Tests.Search;

public sealed class VietnameseOrderTests
{
    [Theory]
    [InlineData("a", "à", "ả", "ã", "á", "ạ", "ă", "â", "b", "c", "d", "đ", "e", "ê")]
    [InlineData("o", "ô", "ơ", "p", "q", "u", "ư", "v", "x", "y")]
    [InlineData("An Giang", "Bắc Giang", "Cà Mau", "Cần Thơ", "Đà Nẵng", "Hà Nội", "Phú Thọ", "Vĩnh Phúc")]
    [InlineData("Ba Đình", "Bà Rịa", "Bắc Kạn", "Bến Tre")]
    [InlineData("khu 1", "khu a", "khua")]
    [InlineData("việt trì", "Việt Trì")]
    public void Texts_stand_as_in_a_dictionary(params string[] sorted)
    {
        sorted.Reverse().Order(VietnameseOrder.Text).ShouldBe(sorted);
        sorted.Select(text => text.Normalize(NormalizationForm.FormD)).Reverse().Order(VietnameseOrder.Text).Select(text => text.Normalize()).ShouldBe(sorted);
    }

    [Fact]
    public void People_stand_by_given_name_then_family_name()
    {
        string[] sorted = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Văn Bình", "Đỗ Minh Đức", "Nguyễn Anh Đức", "Nguyễn Thị Đức", "Nguyễn Thị Hoa", "Lê Hòa"];
        sorted.Reverse().Order(VietnameseOrder.PersonName).ShouldBe(sorted);
    }

    [Fact]
    public void The_stored_key_sorts_as_the_order_does()
    {
        var names = Gen.Int[0, 9].Select(i => new[] { "An", "Ân", "Đức", "đức", "Hoà", "Hòa", "Hoa", "Lê", "Lễ", "Văn" }[i]).Array[1, 4].Select(words => string.Join(' ', words));
        foreach (var order in new[] { VietnameseOrder.Text, VietnameseOrder.PersonName })
            Gen.Select(names, names).Sample((a, b) => Math.Sign(order.Compare(a, b)) == Math.Sign(string.CompareOrdinal(order.KeyOf(a), order.KeyOf(b))));
    }
}

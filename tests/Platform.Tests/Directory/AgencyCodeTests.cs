using Shouldly;
using VanLang.Directory.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Directory;

public sealed class AgencyCodeTests
{
    [Theory]
    [InlineData("H44", "H44")]
    [InlineData("H44.148", "H44.148")]
    [InlineData(" h44.21.05 ", "H44.21.05")]
    [InlineData("000.00.00.H44", "H44")]
    [InlineData("000.00.12.H44", "H44.12")]
    [InlineData("012.03.12.H44", "H44.12.03.012")]
    [InlineData("148.00.00.H44", "H44.148")]
    [InlineData("28.22.H17", "H17.22.28")]
    public void Both_forms_give_the_code_of_2020(string text, string code) => AgencyCode.Normalise(text).ShouldBe(code);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("H4")]
    [InlineData("44.H")]
    [InlineData("H44.")]
    [InlineData("H44.12345.12345.12345.12345.12345.12345")]
    [InlineData("ủy ban")]
    public void Anything_else_is_no_code(string? text) => AgencyCode.Normalise(text).ShouldBeNull();

    [Fact]
    public void Ids_are_made_from_keys_and_differ_by_kind()
    {
        DirectoryIds.Agency("x").ShouldBe(DirectoryIds.Agency("x"));
        DirectoryIds.Agency("x").ShouldNotBe(DirectoryIds.Person("x"));
        DirectoryIds.Agency("xa2025-07900").Version.ShouldBe(8);
    }
}

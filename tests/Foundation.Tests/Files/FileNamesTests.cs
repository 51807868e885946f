using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("khai sinh.pdf", "khai sinh.pdf")]
    [InlineData("khai sinh.PDF", "khai sinh.pdf")]
    [InlineData("/etc/../khai sinh.exe", "khai sinh.pdf")]
    [InlineData("C:\\Users\\An\\khai sinh", "khai sinh.pdf")]
    [InlineData("hóa đơn.pdf.exe", "hóa đơn.pdf")]
    [InlineData("hóa đơn\u202Efdp.exe", "hóa đơnfdp.pdf")]
    [InlineData("a\r\nSet-Cookie: b\u0000.pdf", "aSet-Cookie- b.pdf")]
    [InlineData("QĐ số 12.2024", "QĐ số 12.2024.pdf")]
    [InlineData("Tờ khai TT.04.2020", "Tờ khai TT.04.2020.pdf")]
    [InlineData("To\u031B\u0300 khai.pdf", "Tờ khai.pdf")]
    [InlineData("..", "tệp.pdf")]
    [InlineData("", "tệp.pdf")]
    [InlineData("\u200B\u2066", "tệp.pdf")]
    [InlineData(".pdf", "pdf.pdf")]
    public void Names_are_made_safe_and_get_the_extension_of_the_content(string sent, string kept) =>
        FileNames.Clean(sent, FileKind.Pdf).ShouldBe(kept);

    [Fact]
    public void A_long_name_is_cut_between_letters()
    {
        var name = FileNames.Clean(string.Concat(Enumerable.Repeat("q\u0323\u0302", 150)) + ".pdf", FileKind.Pdf);

        name.Length.ShouldBeLessThanOrEqualTo(StoredFile.LongestName);
        name.ShouldEndWith("q\u0323\u0302.pdf");
    }
}

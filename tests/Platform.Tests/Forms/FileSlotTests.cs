using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class FileSlotTests
{
    private static readonly FormSchema Schema = Form(
        """{"type":"filepicker","key":"proof","label":"Giấy chứng sinh","accept":".pdf,.jpg","multiple":true,"validate":{"required":true},"properties":{"component":"giay-chung-sinh","maxMegabytes":20,"maxFiles":2}}""");

    [Theory]
    [InlineData("anh.JPG", 12_000_000, null)]
    [InlineData("virus.exe", 1000, "forms.file-type")]
    [InlineData("virus.pdf.exe", 1000, "forms.file-type")]
    [InlineData("pdf", 1000, "forms.file-type")]
    [InlineData("trong.pdf", 0, "forms.file-empty")]
    [InlineData("to.pdf", 60_000_000, "forms.file-too-large")]
    public void A_file_is_checked_by_what_is_seen_from_outside(string name, long bytes, string? code) =>
        Schema.CheckFile("proof", name, bytes, FormAnswers.None, Now)?.Code.ShouldBe(code);

    [Fact]
    public void A_file_that_nobody_asked_for_is_refused()
    {
        var hidden = Form(Text("a"), """{"type":"filepicker","key":"proof","label":"Giấy","properties":{"component":"x","visibleWhen":"=a = \"x\""}}""");

        hidden.CheckFile("proof", "a.pdf", 1, FormAnswers.None, Now)!.Code.ShouldBe("forms.file-not-asked");
        hidden.CheckFile("proof", "a.pdf", 1, FormAnswers.None.With("a", new TextAnswer("x")), Now).ShouldBeNull();
        hidden.CheckFile("a", "a.pdf", 1, FormAnswers.None, Now)!.Code.ShouldBe("forms.file-not-asked");
        hidden.CheckFile("nowhere", "a.pdf", 1, FormAnswers.None, Now)!.Code.ShouldBe("forms.file-not-asked");
    }

    [Fact]
    public void The_size_is_told_with_the_limit() =>
        Schema.CheckFile("proof", "C:\\x\\to.pdf", 60_000_001, FormAnswers.None, Now)!.MessageIn(Vietnamese)
            .ShouldStartWith("Tệp “C:\\x\\to.pdf” nặng 60,1 MB, vượt mức 20 MB.");

    [Fact]
    public void A_slot_takes_so_many_files_and_needs_one()
    {
        var two = new FormContext(Now, files: [new("1", "proof", "a.pdf", 1), new("2", "proof", "b.pdf", 1)]);

        Schema.CheckFile("proof", "c.pdf", 1, FormAnswers.None, two)!.Code.ShouldBe("forms.file-too-many");
        Schema.Read("p1", FormAnswers.None, Post(), two).Errors.ShouldBeEmpty();
        Schema.Read().OnlyError().MessageIn(Vietnamese).ShouldBe("Chọn tệp giấy chứng sinh.");
    }
}

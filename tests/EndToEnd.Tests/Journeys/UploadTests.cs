using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Files that people choose by mistake, and the ones they should be able to send.</summary>
public sealed class UploadTests(ProgramFixture program)
{
    const int Mebi = 1024 * 1024;

    static readonly byte[] Program = [.. "MZ"u8, .. new byte[58], 0x80, 0, 0, 0, .. new byte[64], .. "PE\0\0"u8, .. new byte[400]];

    [Theory]
    [InlineData("exe", "don.pdf", "", "chương trình máy tính")]
    [InlineData("exe", "don.pdf", "/en", "computer program")]
    [InlineData("empty", "trong.pdf", "", "không có nội dung")]
    [InlineData("empty", "trong.pdf", "/en", "is empty")]
    [InlineData("text", "ghi-chu.txt", "", "PDF")]
    [InlineData("text", "ghi-chu.txt", "/en", "PDF")]
    [InlineData("60MB", "phim.pdf", "", "20 MB")]
    [InlineData("60MB", "phim.pdf", "/en", "20 MB")]
    public async Task A_file_that_cannot_be_taken_is_named_with_its_reason_and_the_answers_stay(string content, string name, string language, string reason)
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer page = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest, "/p-giay-to");
        page = await citizen.Open(language + page.Path);

        WebAnswer refused = await citizen.Send(page, "page", FormSteps.Nothing, new Upload("tep_giay_to_tuy_than", name, Content(content)));

        refused.Status.ShouldBe(422);
        refused.Text.ShouldContain(reason);
        refused.Html.ShouldContain("aria-invalid=\"true\"");
        refused.Html.ShouldNotContain("/tep/");
        WebAnswer first = await citizen.Open(Regex.Replace(page.Path, "p-giay-to$", "p-nguoi-yeu-cau"));
        RenderedForm.Of(first.Html, "page").Fields.ShouldContain(KeyValuePair.Create("nyc_cu_tru", CitizenSteps.CopyRequest["nyc_cu_tru"]));
    }

    [Fact]
    public async Task A_form_beyond_the_limit_of_the_page_comes_back_with_its_texts()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk");
        string code = await citizen.Submitted(FormSteps.Copy, CitizenSteps.CopyRequest);
        await clerk.Do(code, "supplement", new Dictionary<string, string?> { ["step.Items"] = "Ảnh rõ hơn", ["step.Reason"] = "Ảnh mờ" });
        WebAnswer page = await citizen.Open($"/ho-so/{code}/bo-sung");
        string slot = RenderedForm.Inputs(page.Html, "file")[0];
        Dictionary<string, string?> typed = new() { ["Answer"] = "Tôi gửi ảnh chụp lại hôm nay." };

        WebAnswer tooLarge = await citizen.Send(page, "supplement", typed, new Upload(slot, "phim.pdf", new byte[70 * Mebi]));
        tooLarge.Status.ShouldBe(413);
        tooLarge.Text.ShouldContain("Tôi gửi ảnh chụp lại hôm nay.");
        tooLarge.Text.ShouldContain("phim.pdf");

        WebAnswer program60 = await citizen.Send(page, "supplement", typed, new Upload(slot, "phim.pdf", new byte[60 * Mebi]));
        program60.Status.ShouldBe(422);
        program60.Text.ShouldContain("20 MB");
        RenderedForm.Of(program60.Html, "supplement").Fields.ShouldContain(field => field.Key == "Answer" && field.Value.Contains("Tôi gửi ảnh chụp lại hôm nay.", StringComparison.Ordinal));

        // Without the file the kept text goes through.
        (await citizen.Send(tooLarge, "supplement", FormSteps.Nothing)).Location.ShouldNotBeNull().ShouldContain("bo-sung=1");
    }

    [Fact]
    public async Task A_photo_of_twelve_megabytes_is_taken_in_without_its_place_and_device()
    {
        using Visitor citizen = await program.As("citizen");
        WebAnswer page = await citizen.Filled(FormSteps.Copy, CitizenSteps.CopyRequest, "/p-giay-to");
        byte[] photo = Samples.LargePhoto(12 * Mebi);
        Encoding.Latin1.GetString(photo).ShouldContain("GPS-21.3227");

        WebAnswer next = await citizen.Send(page, "page", FormSteps.Nothing, new Upload("tep_giay_to_tuy_than", "can-cuoc.jpg", photo));

        next.Status.ShouldBe(302, next.Text);
        string file = Regex.Match((await citizen.Open(page.Path)).Html, "ho-so/nhap/[0-9a-f-]+/tep/[0-9a-f-]+").Value;
        WebAnswer kept = await citizen.Open("/" + file);
        kept.ContentType.ShouldBe("image/jpeg");
        kept.Bytes.Length.ShouldBeGreaterThan(11 * Mebi);
        string raw = Encoding.Latin1.GetString(kept.Bytes);
        raw.ShouldNotContain("GPS-21.3227");
        raw.ShouldNotContain("Máy ảnh");
        raw.ShouldNotContain("Exif\0\0", Case.Sensitive);
    }

    static byte[] Content(string kind) => kind switch
    {
        "exe" => Program,
        "empty" => [],
        "text" => "chỉ là ghi chú"u8.ToArray(),
        _ => new byte[60 * Mebi],
    };
}

using System.Net;
using Shouldly;
using VanLang.Kernel.Data;
using VanLang.Web;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

/// <summary>What PostgreSQL and XML cannot hold never gets as far as them.</summary>
public sealed class Unstorable_text_tests(Site site) : IClassFixture<Site>
{
    readonly HttpClient browser = site.Browser();

    [Theory]
    [InlineData("Nguyễn Văn Ánh\tthôn 2\r\nxã Cổ Đô", true), InlineData("👩‍🌾 𠮷", true), InlineData("", true), InlineData("\u0085\u00A0\u200B", true)]
    [InlineData("a\0b", false), InlineData("\u0001", false), InlineData("a\vb", false), InlineData("\u001B[31m", false)]
    [InlineData("\uFFFF", false), InlineData("\uFFFE", false)]
    public void Text_holds_letters_tabs_and_line_ends_and_no_other_control_characters(string text, bool holds)
    {
        StorableText.Holds(text).ShouldBe(holds);
        StorableText.Holds(StorableText.Clean(text)).ShouldBeTrue();
        if (holds)
            StorableText.Clean(text).ShouldBe(text);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text()
    {
        foreach (string half in new[] { "a\uD83D", "\uD83Da", "\uDE00", "\uDE00\uD83D" })
            StorableText.Holds(half).ShouldBeFalse();
        StorableText.Clean("a\uD83Db").ShouldBe("ab");
    }

    [Theory, InlineData("/tiep-can?q=a%00b"), InlineData("/tiep-can?q%01=a"), InlineData("/tiep-can?q=%EF%BF%BF"), InlineData("/tiep-can%01"), InlineData("/tiep-can%00"), InlineData("/en/tiep-can?q=%0B")]
    public async Task In_an_address_it_is_a_bad_request(string address) => (await browser.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_program_gets_problem_details()
    {
        HttpResponseMessage answer = await browser.GetAsync("/api/hong?q=%00");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Typed_into_a_form_it_comes_back_without_it_and_nothing_is_done()
    {
        int before = site.Posts;
        HttpResponseMessage refused = await browser.PostAsync("/thu", new FormUrlEncodedContent([new("name", "Ánh\u0001 \vTuyết"), new("note\u0002", "x")]));
        string page = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        site.Posts.ShouldBe(before);
        page.ShouldContain("có ký tự không lưu được");
        page.ShouldContain("name=\"name\" value=\"Ánh Tuyết\"");
        page.ShouldContain("name=\"note\"");
        page.ShouldNotContain("\v");
    }

    [Theory, InlineData("/thu"), InlineData("/khong-co"), InlineData("/kin")]
    public async Task A_zero_character_is_a_bad_request_or_nothing_at_all(string address)
    {
        int before = site.Posts;
        HttpResponseMessage refused = await browser.PostAsync(address, new FormUrlEncodedContent([new("name", "a\0b")]));
        ((int)refused.StatusCode).ShouldBeInRange(400, 404);
        site.Posts.ShouldBe(before);
    }

    [Fact]
    public async Task In_the_name_of_a_file_it_is_refused_too()
    {
        int before = site.Posts;
        using ByteArrayContent form = new(System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n",
            "--x", "Content-Disposition: form-data; name=\"name\"", "", "Ánh", "--x", "Content-Disposition: form-data; name=\"file\"; filename=\"a\u0001b.pdf\"", "", "tệp", "--x--", "")));
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        HttpResponseMessage refused = await browser.PostAsync("/tep", form);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        site.Posts.ShouldBe(before);
        string page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain("có ký tự không lưu được");
        page.ShouldContain("<li>ab.pdf</li>");
    }

    [Fact]
    public async Task Of_a_form_with_secrets_nothing_comes_back()
    {
        HttpResponseMessage refused = await browser.PostAsync("/dang-nhap", new FormUrlEncodedContent([new("name", "nguoi\0dung")]));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldNotContain("nguoidung");
    }
}

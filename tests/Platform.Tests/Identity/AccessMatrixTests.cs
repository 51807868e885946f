using System.Net;
using Shouldly;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class AccessMatrixTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly House house = shared.House;

    /// <summary>s: sign-in; 2: opened; 3: refused.</summary>
    [Theory]
    [InlineData("/thu/cong-khai", "nobody 2, citizen 2, one-stop-clerk 2, leader 2")]
    [InlineData("/thu/dang-nhap", "nobody s, citizen 2, one-stop-clerk 2, leader 2")]
    [InlineData("/thu/cong-dan", "nobody s, citizen 2, one-stop-clerk 3, leader 3")]
    [InlineData("/thu/can-bo", "nobody s, citizen 3, one-stop-clerk 2, leader 2")]
    [InlineData("/thu/tiep-nhan", "nobody s, citizen 3, one-stop-clerk 2, leader 3, officer 3, registry-clerk 3")]
    [InlineData("/thu/hai-dieu-kien", "nobody s, citizen 3, one-stop-clerk 3, leader 2")]
    [InlineData("/thu/trang-ky", "nobody s, citizen 3, one-stop-clerk 3, leader 2")]
    [InlineData("/thu/quen", "nobody 3, citizen 3, one-stop-clerk 3, leader 3")]
    [InlineData("/tai-khoan", "nobody s, citizen 2, one-stop-clerk 2")]
    [InlineData("/gui-lai", "nobody s, citizen 2, one-stop-clerk 2")]
    [InlineData("/can-bo/vai-tro", "nobody s, one-stop-clerk 2")]
    [InlineData("/can-bo/phan-quyen", "nobody s, citizen 3, leader 3, admin 2")]
    [InlineData("/dang-nhap", "nobody 2, citizen 2, leader 2")]
    [InlineData("/dang-ky", "nobody 2, citizen 2, leader 2")]
    [InlineData("/tiep-can", "nobody 2")]
    public async Task A_page_opens_to_whom_it_names(string path, string expected)
    {
        foreach (string[] who in expected.Split(", ").Select(entry => entry.Split(' ')))
        {
            TestBrowser browser = await shared.As(who[0]);
            Answer answer = await browser.Get(path);
            string got = answer.Status switch
            {
                HttpStatusCode.OK => "2",
                HttpStatusCode.Forbidden => "3",
                HttpStatusCode.Redirect when answer.Location!.StartsWith("/dang-nhap?", StringComparison.Ordinal) => "s",
                _ => $"{answer.Status} {answer.Location}",
            };
            got.ShouldBe(who[1], $"{who[0]} at {path}");
        }
    }

    [Fact]
    public async Task A_program_is_told_401_and_a_person_reads_a_page_that_says_why()
    {
        using TestBrowser program = house.Browser(("Accept", "application/json"));
        (await program.Get("/api/2026-11-23/thu")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await program.Get("/thu/cong-dan")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        TestBrowser citizen = await shared.As("citizen");
        Answer refused = await citizen.Get("/thu/trang-ky");
        refused.Body.ShouldContain("<h1>");
        refused.Body.ShouldNotContain("Trang ký");
    }

    [Fact]
    public async Task A_method_that_a_page_does_not_have_stays_405()
    {
        using TestBrowser browser = house.Browser();
        (await browser.Get("/dang-xuat")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_header_shows_who_acts_in_which_post()
    {
        TestBrowser browser = await shared.As("one-stop-clerk");
        string page = (await browser.Get("/tai-khoan")).Text;
        page.ShouldContain("Công chức Bộ phận một cửa, Trung tâm Phục vụ hành chính công, Ủy ban nhân dân phường Việt Trì");
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Foundation.Tests.Import;
using VanLang.Kernel.Search;
using Xunit;

namespace VanLang.Foundation.Tests.Search;

public sealed class CatalogueIndexTests
{
    private static readonly (string Code, string Name, string Also)[] Procedures =
    [
        ("1.001193", "Đăng ký khai sinh", "làm giấy khai sinh"),
        ("2.000635", "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", "mất giấy khai sinh"),
        ("1.000894", "Đăng ký kết hôn", "giấy đăng ký kết hôn"),
        ("1.000656", "Đăng ký khai tử", "báo tử"),
        ("1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "giấy độc thân"),
        ("1.004859", "Thay đổi, cải chính, bổ sung thông tin hộ tịch", "sửa tên"),
        ("1.001612", "Đăng ký thành lập hộ kinh doanh", "mở cửa hàng"),
        ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "công chứng bản sao"),
        ("1.004837", "Đăng ký giám hộ", ""),
        ("1.005461", "Đăng ký lại khai sinh", ""),
    ];

    private static readonly CatalogueIndex<string> Index = new(
        Procedures.Select(p => p.Name),
        name => Texts(Procedures.Single(p => p.Name == name)));

    [Theory]
    [InlineData("giay khai sinh", "Đăng ký khai sinh", 3)]
    [InlineData("dang ky khai sihn", "Đăng ký khai sinh", 1)]
    [InlineData("đăng ký khai sinh", "Đăng ký khai sinh", 1)]
    [InlineData("ĐĂNG KÝ KẾT HÔN", "Đăng ký kết hôn", 1)]
    [InlineData("trich luc", "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", 1)]
    [InlineData("trihc luc", "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", 1)]
    [InlineData("ho kinh doan", "Đăng ký thành lập hộ kinh doanh", 1)]
    [InlineData("doc than", "Cấp Giấy xác nhận tình trạng hôn nhân", 1)]
    [InlineData("1.001193", "Đăng ký khai sinh", 1)]
    [InlineData("1001193", "Đăng ký khai sinh", 1)]
    [InlineData("khaisinh", "Đăng ký khai sinh", 3)]
    [InlineData("kết hôn giấy", "Đăng ký kết hôn", 1)]
    [InlineData("giám hô", "Đăng ký giám hộ", 1)]
    public void What_people_type_finds_the_procedure(string query, string wanted, int withinFirst)
    {
        Index.Find(query, withinFirst).Select(hit => hit.Item).ShouldContain(wanted);
        Index.Find(query.Normalize(NormalizationForm.FormD), withinFirst).Select(hit => hit.Item).ShouldContain(wanted);
    }

    [Theory]
    [InlineData("qwrtpsdf")]
    [InlineData("phóng tàu vũ trụ")]
    [InlineData("   ")]
    [InlineData("?!")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_there_is_not_found(string? query) => Index.Find(query, 10).ShouldBeEmpty();

    [Fact]
    public void The_marks_a_person_types_rank_the_word_that_has_them_higher()
    {
        var index = new CatalogueIndex<string>(["Khai tự", "Khai tử", "Khai tu"], text => [new(text, 1)]);
        index.Find("khai tử", 3).Select(hit => hit.Item).First().ShouldBe("Khai tử");
        index.Find("khai tự", 3).Select(hit => hit.Item).First().ShouldBe("Khai tự");
        index.Find("khai tu", 3).Count.ShouldBe(3);
        index.Find("hoà", 3).ShouldBeEmpty();
        new CatalogueIndex<string>(["Xã Hóa", "Xã Hòa"], text => [new(text, 1)]).Find("xã hoà", 1)[0].Item.ShouldBe("Xã Hòa");
    }

    [Fact]
    public void The_list_is_cut_at_the_limit_and_best_comes_first()
    {
        var hits = Index.Find("dang ky", 3);
        hits.Count.ShouldBe(3);
        hits.Select(hit => hit.Score).ShouldBe(hits.Select(hit => hit.Score).OrderDescending());
    }

    [Fact]
    public void The_procedures_of_the_province_are_found_by_their_own_words()
    {
        var files = Directory.GetFiles(ProvinceFolder.File("procedures"), "*.json").Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement).ToArray();
        var index = new CatalogueIndex<string>(files.Select(f => f.GetProperty("code").GetString()!), code =>
        {
            var file = files.Single(f => f.GetProperty("code").GetString() == code);
            return [new(file.GetProperty("name").GetProperty("vi").GetString()!, 1), new(code, 1), .. file.GetProperty("keywords").EnumerateArray().Select(word => new CatalogueText(word.GetString()!, 0.9))];
        });
        index.Find("lam giay khai sinh cho con", 1)[0].Item.ShouldBe("1.001193");
        index.Find("mat giay khai sinh", 1)[0].Item.ShouldBe("2.000635");
        index.Find("xin ban sao trich luc", 1)[0].Item.ShouldBe("2.000635");
    }

    [Fact]
    public void Two_thousand_procedures_are_searched_in_a_few_milliseconds()
    {
        var names = Enumerable.Range(0, 2000).Select(i => $"{Procedures[i % 10].Name} trường hợp {(char)('a' + (i % 23))}{i}").ToArray();
        var index = new CatalogueIndex<string>(names, name => [new(name, 1)]);
        index.Find("dang ky khai sihn", 10).Count.ShouldBe(10);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            index.Find("dang ky khai sihn truong hop", 10);
        (watch.ElapsedMilliseconds / 20).ShouldBeLessThan(100);
    }

    private static IEnumerable<CatalogueText> Texts((string Code, string Name, string Also) procedure) =>
        [new(procedure.Name, 1), new(procedure.Code, 1), new(procedure.Also, 0.9)];
}

using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Birth registration: the result is made in the ministry's register.</summary>
public sealed class BirthRegistrationTests(ProgramFixture program)
{
    static readonly DateTime Born = DateTime.UtcNow.AddDays(-20);

    /// <summary>A child of married parents, born three weeks ago.</summary>
    public static IReadOnlyDictionary<string, string> Child { get; } = new Dictionary<string, string>
    {
        ["nyc_ho_ten"] = "Đinh Hồng Nhung",
        ["nyc_giay_to"] = "025185999083",
        ["nyc_cu_tru"] = "Khu 6, phường Việt Trì, tỉnh Phú Thọ",
        ["nyc_quan_he"] = "me",
        ["truong_hop"] = "thong-thuong",
        ["ks_ho_ten"] = "PHAN HỒNG MINH",
        ["ks_gioi_tinh"] = "nu",
        ["ks_ngay_sinh.Day"] = Born.Day.ToString(CultureInfo.InvariantCulture),
        ["ks_ngay_sinh.Month"] = Born.Month.ToString(CultureInfo.InvariantCulture),
        ["ks_ngay_sinh.Year"] = Born.Year.ToString(CultureInfo.InvariantCulture),
        ["ks_noi_sinh"] = "Bệnh viện Sản Nhi, phường Việt Trì, tỉnh Phú Thọ",
        ["ks_que_quan"] = "Phường Nông Trang, tỉnh Phú Thọ",
        ["ks_dan_toc"] = "01",
        ["ks_quoc_tich"] = "VN",
        ["cha_me_ket_hon"] = "co",
        ["me_ho_ten"] = "Đinh Hồng Nhung",
        ["cha_ho_ten"] = "Phan Mạnh Kiên",
        ["ban_sao"] = "khong",
        ["cam_doan"] = "true",
    };

    [Fact]
    public async Task A_birth_is_registered_with_a_supplement_and_a_result_from_the_ministrys_register()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer"),
            leader = await program.As("leader"), records = await program.As("registry-clerk");
        string code = await citizen.Submitted(FormSteps.Birth, Child);
        WebAnswer declaration = await citizen.Open($"/ho-so/{code}/to-khai.pdf");
        declaration.ContentType.ShouldBe("application/pdf");
        Samples.TextOf(declaration.Bytes).ShouldContain("PHAN HỒNG MINH");
        await clerk.Do(code, "accept");

        await officer.Do(code, "supplement", new Dictionary<string, string?> { ["step.Items"] = "Bản chụp rõ hơn của giấy chứng sinh", ["step.Reason"] = "Ảnh mờ, không đọc được ngày sinh." });
        (await officer.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("Tạm dừng tính thời hạn");
        WebAnswer asked = await citizen.Open($"/ho-so/{code}");
        asked.Text.ShouldContain("Bản chụp rõ hơn của giấy chứng sinh");
        asked.Text.ShouldContain("Ảnh mờ, không đọc được ngày sinh.");
        WebAnswer answered = await citizen.Send(
            await citizen.Open($"/ho-so/{code}/bo-sung"), "supplement", new Dictionary<string, string?> { ["Answer"] = "Tôi gửi ảnh mới." },
            new Upload("tep-giay-chung-sinh", "chung-sinh.png", await File.ReadAllBytesAsync(Samples.Photo(), TestContext.Current.CancellationToken)));
        answered.Location.ShouldNotBeNull(answered.Text).ShouldContain("bo-sung=1");

        WebAnswer back = await officer.Open($"/can-bo/ho-so/{code}");
        back.Text.ShouldContain("Tôi gửi ảnh mới.");
        back.Text.ShouldNotContain("Tạm dừng tính thời hạn");
        await officer.Do(code, "examine");
        await officer.Do(code, "prepare", new Dictionary<string, string?> { ["kq_so_dang_ky"] = "215/2026", ["kq_so_phoi"] = "AB 0123456" });
        await leader.Do(code, "sign", new Dictionary<string, string?> { ["step.HasRead"] = "true", ["step.Pin"] = program.Pin });
        await records.Do(code, "issue", new Dictionary<string, string?> { ["step.Pin"] = program.Pin });

        WebAnswer finished = await citizen.Open($"/ho-so/{code}");
        string result = Regex.Matches(finished.Html, $"ho-so/{Regex.Escape(code)}/giay/[0-9a-f-]+").First().Value;
        WebAnswer pdf = await citizen.Open("/" + result);
        pdf.ContentType.ShouldBe("application/pdf");
        Samples.TextOf(pdf.Bytes).ShouldContain("AB 0123456");
        string path = Path.Combine(Path.GetTempPath(), $"{code}.pdf");
        await File.WriteAllBytesAsync(path, pdf.Bytes, TestContext.Current.CancellationToken);
        string signatures = await Samples.PdfSig(path);
        File.Delete(path);
        signatures.Split("Signature is Valid").Length.ShouldBe(3, signatures);
        signatures.ShouldContain("Total document signed");
        (await clerk.Open($"/can-bo/ho-so/{code}")).Text.ShouldContain("AB 0123456");
    }

    [Fact]
    public async Task A_foundling_waits_for_the_seven_days_of_public_notice()
    {
        using Visitor citizen = await program.As("citizen"), clerk = await program.As("one-stop-clerk"), officer = await program.As("officer");
        string code = await citizen.Submitted(FormSteps.Birth, new Dictionary<string, string>(Child) { ["truong_hop"] = "bo-roi", ["nyc_quan_he"] = "nguoi-than-thich", ["nyc_quan_he_khac"] = "Người nuôi dưỡng" });
        await clerk.Do(code, "accept");

        WebAnswer waiting = await officer.Open($"/can-bo/ho-so/{code}");
        waiting.Status.ShouldBe(200);
        waiting.Html.ShouldNotContain("value=\"examine\"");
        (await officer.Open("/can-bo")).Text.ShouldNotContain(code);
        (await citizen.Open($"/ho-so/{code}")).Status.ShouldBe(200);
    }
}

using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>Anybody has a signed file checked: without a session, without a script, and nothing of it is kept.</summary>
public sealed class SignatureCheckPageTests
{
    const string Page = "/kiem-tra-chu-ky";

    [Fact]
    public async Task Nobody_needs_a_session_and_every_kind_of_file_gets_its_verdict_and_a_limit_holds()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest nobody = program.Guest();
        (await nobody.Open("/")).Links.ShouldContain("/kiem-tra-chu-ky");
        (await nobody.Open("/giay-to")).Links.ShouldContain("/kiem-tra-chu-ky");
        (await nobody.Open(Page)).Html.ShouldContain("Kiểm tra chữ ký");

        Opened unsigned = await Check(nobody, Page, Unsigned);
        unsigned.Status.ShouldBe(HttpStatusCode.OK);
        unsigned.Text.ShouldContain("Tệp không có chữ ký số.");
        (await Check(nobody, "/en" + Page, Unsigned)).Text.ShouldContain("The file has no digital signature.");
        (await Check(nobody, Page, "Xin chào"u8.ToArray())).Text.ShouldContain("Tệp không phải PDF hoặc đã hỏng");

        // A file that was signed and whose signature is no longer reached is never called one without.
        Opened hidden = await Check(nobody, Page, [.. Unsigned, .. "\n%/ByteRange [0 1 2 3]\n%%EOF\n"u8]);
        hidden.Text.ShouldNotContain("Tệp không có chữ ký số.");
        hidden.Html.ShouldContain("usa-alert--error");

        Opened none = await nobody.Send(Page, "File", new Dictionary<string, string>());
        none.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        none.Text.ShouldContain("Chọn tệp PDF cần kiểm tra.");

        Opened large = await Check(nobody, Page, new byte[50_500_000]);
        large.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        large.Text.ShouldContain("Tệp lớn hơn 50 MB");
        (await Check(nobody, Page, new byte[60_000_000])).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        int tries = 0;
        while ((await nobody.Send(Page, "File", new Dictionary<string, string>())).Status != HttpStatusCode.TooManyRequests)
            (++tries).ShouldBeLessThan(25);
        (await nobody.Open(Page)).Status.ShouldBe(HttpStatusCode.OK);
    }

    static byte[] Unsigned { get; } = Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n" +
        "xref\n0 3\n0000000000 65535 f\r\n0000000009 00000 n\r\n0000000054 00000 n\r\ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n");

    static Task<Opened> Check(Guest guest, string path, byte[] file) => guest.Send(path, "File", new Dictionary<string, string>(), "thu.pdf", file);
}

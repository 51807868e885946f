using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using UglyToad.PdfPig;
using VanLang.EndToEnd.Tests.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>From a citizen's empty form to a doubly signed result in the citizen's hands.</summary>
public sealed class WalkingDossierTests(ProgramFixture program)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_request_walks_from_the_form_to_a_signed_result(bool javaScript)
    {
        IPage citizen = await program.SignedIn("citizen", javaScript);
        await citizen.StartCopyRequest();
        await citizen.FillForm(CitizenSteps.CopyRequest, Samples.Photo());
        string code = await citizen.Send();

        IPage clerk = await program.SignedIn("one-stop-clerk", javaScript);
        await clerk.OpenFromInbox(code);
        await clerk.Press("Tiếp nhận");
        await clerk.Press("Thu 16.000 đ");

        IPage officer = await program.SignedIn("officer", javaScript);
        await officer.OpenFromInbox(code);
        await officer.Press("Trình ký");

        IPage leader = await program.SignedIn("leader", javaScript);
        await leader.OpenFromInbox(code);
        await leader.Locator("label[for=has-read]").ClickAsync();
        await leader.Locator("#pin").First.FillAsync(program.Pin);
        await leader.Press("Ký");

        IPage records = await program.SignedIn("registry-clerk", javaScript);
        await records.OpenFromInbox(code);
        await records.Locator("#pin").First.FillAsync(program.Pin);
        await records.Press("Cấp số và ký số cơ quan");

        await citizen.GotoAsync($"/ho-so/{code}");
        string href = (await citizen.GetByRole(AriaRole.Link, new() { NameRegex = new("kết quả", RegexOptions.IgnoreCase) }).And(citizen.Locator("[href*='/giay/']")).First.GetAttributeAsync("href"))!;
        IAPIResponse download = await citizen.APIRequest.GetAsync($"{program.Address}/{href.TrimStart('/')}");
        download.Headers["content-type"].ShouldBe("application/pdf");
        string pdf = Path.Combine(Path.GetTempPath(), $"{code}.pdf");
        await File.WriteAllBytesAsync(pdf, await download.BodyAsync());

        string signatures = await Samples.PdfSig(pdf);
        signatures.Split("Signature is Valid").Length.ShouldBe(3, signatures);
        signatures.ShouldContain("Total document signed");
        using (PdfDocument result = PdfDocument.Open(pdf))
        {
            string text = string.Join(' ', result.GetPages().Select(page => page.Text));
            text.ShouldContain("MÔ PHỎNG");
        }

        await clerk.OpenFromInbox(code);
        await clerk.Press("Trả kết quả");
        await citizen.GotoAsync($"/ho-so/{code}");
        (await citizen.Locator("main").InnerTextAsync()).ShouldContain("Đã trả kết quả");
        File.Delete(pdf);
    }
}

using System.Text.Json.Nodes;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Logs carry ids and codes, never people.</summary>
public sealed class LogTests(ProgramFixture program)
{
    [Fact]
    public async Task After_a_walk_and_much_that_went_wrong_no_log_names_anybody()
    {
        await new WalkingDossierTests(program).A_copy_request_walks_from_the_form_to_a_signed_result(javaScript: false);
        using (Visitor citizen = await program.As("citizen"))
        {
            (await citizen.Get("/can-bo/van-hanh")).Status.ShouldBe(403);
            (await citizen.Get("/ho-so/khong-co?q=Đinh+Hồng+Nhung")).Status.ShouldBe(404);
            WebAnswer page = await citizen.Start(FormSteps.Copy);
            await citizen.Send(page, "page", new Dictionary<string, string?>(FormSteps.Answered(page, CitizenSteps.CopyRequest)) { ["__RequestVerificationToken"] = null });
        }

        using (Visitor guesser = program.Stranger())
            await guesser.Send(await guesser.Open("/dang-nhap"), "sign-in", new Dictionary<string, string?> { ["Form.UserName"] = "nhungdh23", ["Form.Password"] = "Đinh Hồng Nhung" });

        string[] personal = [.. Personal()];
        personal.Length.ShouldBeGreaterThan(100);
        // The log is looked at, and something of ours is in it.
        program.Log.Lines.ShouldContain(line => line.Contains("may not use", StringComparison.Ordinal));
        program.Log.Lines.Where(line => personal.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    /// <summary>Names, user names, phones, addresses and numbers of everybody in the demonstration, and what the walk typed.</summary>
    static IEnumerable<string> Personal()
    {
        JsonNode people = JsonNode.Parse(File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, "people.json")))!;
        foreach (JsonNode? person in people["officials"]!.AsArray().Concat(people["citizens"]!.AsArray()))
        {
            foreach (string field in new[] { "fullName", "userName", "email", "phone", "personNumber", "address" })
            {
                if (person![field] is { } value)
                    yield return value.GetValue<string>();
            }
        }

        foreach (string typed in CitizenSteps.CopyRequest.Values.Where(value => value.Length >= 8 && !value.Contains('-', StringComparison.Ordinal)))
            yield return typed;
    }
}

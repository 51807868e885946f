using Shouldly;
using VanLang.Applications.Tests.OneStop.Shapes;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>Four places of a dossier: who helped, who took it in, who decides, who hands the result over.</summary>
public sealed class PlacesTests : IAsyncLifetime
{
    const string Ward = "xa2025-07900";
    const string Commune = "xa2025-08521";

    ShapeWalk walk = null!;

    static CancellationToken Token => DemonstrationHouse.Token;

    public async ValueTask InitializeAsync() => walk = await ShapeWalk.On("2026-11-23 08:00");

    public ValueTask DisposeAsync() => walk.DisposeAsync();

    [Fact]
    public async Task The_result_is_handed_over_at_the_chosen_centre_and_the_papers_name_it_and_who_helped()
    {
        string code = await walk.File("2.000815", Ward, ShapeAnswers.Copy, returning: Commune, helping: Commune);
        Dossier dossier = (await walk.Dossier(code)).Dossier;
        Guid commune = (await walk.Agency(Commune)).Id;
        dossier.HelpAgencyId.ShouldBe(commune);
        dossier.ReturnAgencyId.ShouldBe(commune);

        Dictionary<string, object?> paper = await walk.House.Get<PaperData>().Of(await walk.Dossier(code), "code", Token);
        IReadOnlyDictionary<string, object?> said = paper["dossier"].ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!;
        said["helpPlace"].ShouldBe("Ủy ban nhân dân xã Phùng Nguyên");
        said["returnPlace"]!.ToString()!.ShouldEndWith(", Ủy ban nhân dân xã Phùng Nguyên");

        await walk.Go(code, ShapeAnswers.CopyResult);
        walk.Done[^2..].ShouldBe([$"{Commune} {StepActions.TakeResult}", $"{Commune} {StepActions.Return}"]);
    }

    [Fact]
    public async Task A_centre_of_today_is_found_by_words_without_marks()
    {
        ReturnPlaces places = walk.House.Get<ReturnPlaces>();
        (await places.Find("phung nguyen", Token)).Select(agency => agency.Key).ShouldBe([Commune]);
        (await places.Find("Phùng Nguyên", Token)).Select(agency => agency.Key).ShouldBe([Commune]);
        (await places.Find("duu lau", Token)).ShouldBeEmpty("Dữu Lâu ward ended on 30/06/2025");
        (await places.Find("so xay dung", Token)).ShouldBeEmpty("a department does not hand over what others made");
    }

    [Theory]
    [InlineData("xa-07888", "2025-06-30")]
    [InlineData("sxd-2025", "2026-11-23")]
    public async Task A_closed_agency_or_one_without_a_counter_for_everybody_is_refused_and_the_choice_before_stays(string key, string day)
    {
        AgencyRecord wrong = (await walk.House.Get<DirectoryQueries>().AgencyByKey(key, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Token)).ShouldNotBeNull(key);
        Actor clerk = await walk.Official((await walk.Agency(Ward)).Id, CandidateRoles.OneStopClerk);
        Guid draft = ShapeWalk.Ok(await walk.House.Get<StartDraft>().Handle("2.000815", clerk.AgencyId!.Value, atCounter: true, "k", clerk, Token));
        Guid commune = (await walk.Agency(Commune)).Id;
        ShapeWalk.Ok(await walk.House.Get<SaveDraft>().Places(draft, null, commune, clerk, Token));

        (await walk.House.Get<SaveDraft>().Places(draft, null, wrong.Id, clerk, Token)).Failure!.Code.ShouldBe(OneStopErrors.PlaceClosed);
        (await walk.House.Get<SaveDraft>().Places(draft, wrong.Id, null, clerk, Token)).Failure!.Code.ShouldBe(OneStopErrors.PlaceClosed);
        (await walk.House.Get<SaveDraft>().Places(draft, null, Guid.NewGuid(), clerk, Token)).Failure!.Code.ShouldBe(OneStopErrors.PlaceClosed);

        (await walk.House.Get<DraftQueries>().Find(draft, clerk, Token))!.Draft.ReturnAgencyId.ShouldBe(commune);
    }

    [Fact]
    public async Task The_place_of_receipt_is_where_the_result_is_fetched_if_nothing_else_is_said()
    {
        string code = await walk.File("2.000815", Ward, ShapeAnswers.Copy);
        Dossier dossier = (await walk.Dossier(code)).Dossier;
        dossier.ReturnAgencyId.ShouldBe(dossier.ReceivingAgencyId);
        dossier.HelpAgencyId.ShouldBeNull();
    }
}

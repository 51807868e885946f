using Microsoft.EntityFrameworkCore;
using Shouldly;
using UglyToad.PdfPig;
using VanLang.Kernel.Access;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>What a citizen reads on the papers of a dossier: no place is left empty, and whoever answers for it is named.</summary>
public sealed class PaperWordsTests
{
    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task A_request_for_supplements_says_whom_to_ask_and_who_asked()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open();
        Actor clerk = house.Walk.Cast["one-stop-clerk"];
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Step(clerk, code, (step, actor) => house.Get<RequestSupplement>().Handle(step, ["Ảnh rõ hơn"], "Ảnh mờ", actor, Token));

        string paper = await Paper(house, code, PaperKind.SupplementRequest);

        paper.ShouldContain("Ông/BàliênhệTrungtâmPhụcvụhànhchínhcông");
        paper.ShouldContain("đểđượchướngdẫn");
        paper.ShouldNotContain("sốđiệnthoạiđể");
        paper.ShouldContain(Squeezed(clerk.Name));
    }

    [Fact]
    public async Task What_was_never_taken_in_is_not_taken_in()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open();
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Step(house.Walk.Cast["one-stop-clerk"], code, (step, actor) => house.Get<RefuseDossier>().Handle(step, "Nộp nhầm", "Điều 6", actor, Token));

        string paper = await Paper(house, code, PaperKind.RefusalNotice);

        paper.ShouldContain("PHIẾUTỪCHỐITIẾPNHẬNGIẢIQUYẾTHỒSƠ");
        paper.ShouldContain("NGƯỜITIẾPNHẬNHỒSƠ");
    }

    [Fact]
    public async Task What_was_taken_in_is_refused_by_who_handles_it()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open();
        Actor officer = house.Walk.Cast["officer"];
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        await house.Walk.Step(officer, code, (step, actor) => house.Get<RefuseDossier>().Handle(step, "Thiếu căn cứ", "Điều 6", actor, Token));

        string paper = await Paper(house, code, PaperKind.RefusalNotice);

        paper.ShouldContain("PHIẾUTỪCHỐIGIẢIQUYẾTHỒSƠ");
        paper.ShouldContain("từchốigiảiquyếthồsơ");
        paper.ShouldContain("NGƯỜIGIẢIQUYẾTHỒSƠ");
        paper.ShouldContain(Squeezed(officer.Name));
        paper.ShouldNotContain("TIẾPNHẬN");
    }

    [Fact]
    public async Task An_apology_names_who_answers_for_it_with_title_and_unit()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: DemonstrationHouse.Clock("2026-11-20 15:30"));
        Actor officer = house.Walk.Cast["officer"];
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        ActCommand act = new(code, (await house.Dossier(code)).Dossier.Revision, "key");
        (await house.Get<ExtendDueTime>().Handle(act, new(2026, 11, 25), "Chờ xác minh", officer, Token)).Succeeded.ShouldBeTrue();

        string paper = await Paper(house, code, PaperKind.ApologyAndReschedule);

        paper.ShouldContain(Squeezed($"Người chịu trách nhiệm: {officer.Name}, {officer.PositionTitle}, "));
    }

    static async Task<string> Paper(DemonstrationHouse house, string code, PaperKind kind)
    {
        await house.Settle();
        Guid? id = (await house.Dossier(code)).Papers.Single(paper => paper.Kind == kind).FileId;
        StoredFile file = await house.Read((db, token) => db.Set<StoredFile>().SingleAsync(stored => stored.Id == id, token));
        await using Stream content = house.Get<FileStore>().Open(file);
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, Token);
        using PdfDocument document = PdfDocument.Open(copy.ToArray());
        return Squeezed(string.Concat(document.GetPages().Select(page => page.Text)));
    }

    // Lines are broken anywhere.
    static string Squeezed(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}

using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results.Copies;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>The way of a scan to its certified copy.</summary>
static class CopySteps
{
    /// <summary>A dossier that was taken in with a scan.</summary>
    public static async Task<string> Accepted(this DemonstrationHouse house, byte[] scan, bool pay = true)
    {
        Guid draft = await house.Walk.Draft();
        Actor citizen = house.Walk.Cast["citizen"];
        DraftWithFiles stored = (await house.Get<DraftQueries>().Find(draft, citizen, DemonstrationHouse.Token)).ShouldNotBeNull();
        FormSchema form = await house.Get<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        SchemaField slot = form.Pages.SelectMany(page => page.Fields).First(field => field.Type == FieldType.File);
        using MemoryStream content = new(scan);
        StoredFile file = (await house.Get<FileStore>().Receive(content, FileIntakePolicy.Citizen, "ban-chinh.pdf", DemonstrationHouse.Token)).ShouldBeOfType<FileReceipt.Received>().File;
        DossierWalk.Value(await house.Get<SaveDraft>().File(draft, slot.Key, slot.Component!, file, citizen, DemonstrationHouse.Token));
        string code = (await house.Walk.Submit(draft)).Code;
        await house.Walk.Accept(code);
        if (pay)
            await house.Walk.Collect(code);
        return code;
    }

    public static async Task<IReadOnlyList<CopySource>> Sources(this DemonstrationHouse house, string code) => await house.Get<CopySources>().Of(await house.Dossier(code), DemonstrationHouse.Token);

    /// <summary>The oldest first.</summary>
    public static async Task<List<IssuedPaper>> Copies(this DemonstrationHouse house, string code) => [.. (await house.Dossier(code)).Papers.Where(paper => paper.Kind == PaperKind.CertifiedCopy)];

    public static async Task<Outcome<StepDone>> Certify(
        this DemonstrationHouse house, string code, Guid source, int page = 1, bool compared = true, string? pin = null, Actor? actor = null, string? key = null, int? revision = null) =>
        await house.Get<CertifyCopy>().Handle(
            new(code, revision ?? (await house.Dossier(code)).Dossier.Revision, key ?? Guid.NewGuid().ToString("N")), source, page, compared, pin ?? house.Pin, actor ?? house.Walk.Cast["registry-clerk"], DemonstrationHouse.Token);

    public static async Task<IssuedPaper> Certified(this DemonstrationHouse house, string code, Guid source, int page = 1)
    {
        Outcome<StepDone> outcome = await house.Certify(code, source, page);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure} {string.Join(' ', outcome.Failure?.Arguments ?? [])}");
        return (await house.Copies(code))[^1];
    }
}

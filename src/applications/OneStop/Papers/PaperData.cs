using System.Globalization;
using System.Text.Json;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Papers;

/// <summary>What the print templates are given, by the names that <c>province/templates/README.md</c> lists.</summary>
sealed class PaperData(ProcedureCatalogue catalogue, DossierLaw law, DirectoryQueries directory, PublicAddress address)
{
    /// <summary>Names that every paper of a dossier may use.</summary>
    public async Task<Dictionary<string, object?>> Of(DossierFile file, string checkCode, CancellationToken cancellationToken)
    {
        Dossier dossier = file.Dossier;
        Procedure procedure = await catalogue.Version(dossier.ProcedureCode, dossier.ProcedureVersion);
        DateOnly day = VietnamTime.DateOf(dossier.SubmittedAt);
        AgencyRecord agency = await Agency(dossier.ReceivingAgencyId, cancellationToken);
        AgencyRecord? parent = agency.ParentId is { } id ? await Agency(id, cancellationToken) : null;
        List<UnitRecord> units = await directory.Units(agency.Id, day, cancellationToken);
        AgencyRecord returnPlace = await Agency(dossier.ReturnAgencyId, cancellationToken);
        string unit = units.FirstOrDefault(unit => unit.Kind == "one-stop")?.Name ?? agency.Name;
        AgencyRecord competent = await Agency(dossier.CompetentAgencyId, cancellationToken);
        return new()
        {
            ["agency"] = Values(("parent", parent?.Name), ("name", agency.Name), ("place", Place(agency))),
            ["unit"] = Values(("name", unit)),
            ["competent"] = Values(("name", competent.Name)),
            // The directory knows no telephone number of an agency.
            ["contact"] = Values(("name", $"{Counter(units)}{agency.Name}"), ("phone", null)),
            ["procedure"] = Values(("code", dossier.ProcedureCode), ("name", dossier.ProcedureName)),
            ["dossier"] = Values(
                ("code", dossier.Code),
                ("lookupCode", dossier.LookupCodeSaid),
                ("lookupUrl", address.Of("tra-cuu")),
                ("qr", CheckUrl(checkCode)),
                ("submittedAt", dossier.SubmittedAt),
                ("checkBefore", null),
                ("acceptedAt", dossier.AcceptedAt),
                ("appointmentAt", dossier.DueAt),
                ("timeLimit", (await law.Limit(dossier, cancellationToken))?.Value?.Say(CultureInfo.GetCultureInfo("vi"))),
                ("sets", procedure.CopiesOfDossier),
                ("channel", ChannelWords(dossier.Channel)),
                ("helpPlace", dossier.HelpAgencyId is { } helping ? (await Agency(helping, cancellationToken)).Name : null),
                ("returnPlace", dossier.ReturnMethod switch
                {
                    ReturnMethod.Online => "Trực tuyến: tải bản điện tử tại trang hồ sơ",
                    ReturnMethod.Post => $"Qua bưu chính công ích, gửi đến: {dossier.ReturnAddress}",
                    _ => $"Tại {Counter(await directory.Units(returnPlace.Id, day, cancellationToken))}{returnPlace.Name}",
                })),
            ["owner"] = Values(("name", dossier.OwnerName), ("address", dossier.OwnerAddress), ("phone", dossier.ContactPhone), ("email", dossier.ContactEmail)),
            ["submitter"] = null,
            ["fee"] = Values(("text", FeeWords(dossier.Fee))),
            ["papers"] = Papers(file, procedure),
            ["record"] = null,
        };
    }

    /// <summary>The agency that decides, as the head of a paper names it.</summary>
    public async Task<IReadOnlyDictionary<string, object?>> OfCompetent(Dossier dossier, CancellationToken cancellationToken)
    {
        AgencyRecord agency = await Agency(dossier.CompetentAgencyId, cancellationToken);
        AgencyRecord? parent = agency.ParentId is { } id ? await Agency(id, cancellationToken) : null;
        return Values(("parent", parent?.Name), ("name", agency.Name), ("place", agency.Place ?? Place(agency)));
    }

    /// <summary>A letter that asks for an opinion.</summary>
    public async Task<IReadOnlyDictionary<string, object?>> OfOpinion(Opinions.OpinionRequest request, CancellationToken cancellationToken) => Values(
        ("number", request.Number),
        ("date", request.LetterDate),
        ("asked", (await Agency(request.AskedAgencyId, cancellationToken)).Name),
        ("question", request.Question),
        ("dueAt", request.DueAt));

    /// <summary>Address of the page that says whether a paper is genuine.</summary>
    public string CheckUrl(string checkCode) => address.Of($"giay-to/{checkCode}");

    /// <summary>The proof that an event stands in the record.</summary>
    public static IReadOnlyDictionary<string, object?> Proof(SealedEvent sealedEvent) => Values(("treeSize", sealedEvent.TreeSize), ("root", sealedEvent.Root));

    public static IReadOnlyDictionary<string, object?> Values(params (string Name, object? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);

    /// <summary>Địa danh: the name of the administrative unit without its kind, Decree 30/2020 Annex I.</summary>
    public static string Place(AgencyRecord agency)
    {
        foreach (string kind in (string[])["phường ", "xã ", "thị trấn ", "thành phố ", "huyện ", "tỉnh "])
        {
            int at = agency.Name.IndexOf(kind, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return agency.Name[(at + kind.Length)..];
        }

        return agency.Name;
    }

    static string Counter(List<UnitRecord> units) => units.FirstOrDefault(unit => unit.Kind == "one-stop") is { } counter ? $"{counter.Name}, " : "";

    static string FeeWords(decimal fee) => fee == 0 ? "Không thu phí, lệ phí" : VietnameseFormat.Money(fee);

    static string ChannelWords(Channel channel) => channel switch
    {
        Channel.Direct => "Trực tiếp",
        Channel.Online => "Trực tuyến",
        _ => "Qua bưu chính công ích",
    };

    static List<IReadOnlyDictionary<string, object?>> Papers(DossierFile file, Procedure procedure) =>
    [
        .. file.Documents.Select(document => Values(
            ("name", procedure.ComponentName(document.ComponentId).Vi),
            ("kind", document.FileId is null ? "Bản giấy" : "Bản điện tử"),
            ("quantity", 1),
            ("file", document.FileId is null ? null : document.Name),
            ("hash", document.ContentHash))),
    ];

    async Task<AgencyRecord> Agency(Guid id, CancellationToken cancellationToken) =>
        await directory.AgencyOfAnyDay(id, cancellationToken) ?? throw new InvalidOperationException("A dossier names an agency that is not in the directory.");
}

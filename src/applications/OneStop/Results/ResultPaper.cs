using System.Globalization;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using VanLang.OneStop.Papers;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>Prints the result of a dossier with number, date, signature and seal left free.</summary>
sealed class ResultPaper(PaperData papers, DossierLaw law, DirectoryQueries directory, DelegationQueries delegations, TemplateLibrary templates, Installation installation)
{
    public async Task<PrintedDocument> Print(
        DossierFile file, Procedure procedure, FormSchema form, FormAnswers values, string checkCode, PositionRecord signer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> data = await papers.Of(file, checkCode, cancellationToken);
        data["agency"] = await papers.OfCompetent(file.Dossier, cancellationToken);
        AgencyRecord agency = await directory.AgencyOfAnyDay(signer.AgencyId, cancellationToken) ?? throw new InvalidOperationException("The signer's agency is not in the directory.");
        string url = papers.CheckUrl(checkCode);
        Dictionary<string, object?> document = new() { ["qr"] = url, ["checkUrl"] = url, ["note"] = null, ["sections"] = Sections(form, values, now) };
        data["document"] = document;
        data["signer"] = PaperData.Values(("authority", Authority(signer, agency, await law.Signer(file.Dossier, cancellationToken))), ("title", ShortTitle(signer.Title)), ("name", signer.PersonName));
        foreach ((string group, string name, object? value) in Computed(file, procedure, values, now))
        {
            if (!data.TryGetValue(group, out object? existing) || existing is not Dictionary<string, object?> fields)
                data[group] = fields = existing is IReadOnlyDictionary<string, object?> known ? new(known) : [];
            fields[name] = value;
        }

        DateOnly day = VietnamTime.DateOf(now);
        PrintOptions options = new(now, $"{procedure.Name.Vi} - {file.Dossier.Code}", Demonstration: installation.IsDemonstration);
        return (await templates.InForce(procedure.ResultTemplate!, day, cancellationToken)).Render(data, options);
    }

    /// <summary>Who may sign for the agency on a day by the procedure's rule, the head first; a deputy may sign what the head signs.</summary>
    public async Task<IReadOnlyList<PositionRecord>> Signers(DossierFile file, DateOnly day, CancellationToken cancellationToken)
    {
        Guid agency = file.Dossier.CompetentAgencyId;
        string role = await law.Signer(file.Dossier, cancellationToken);
        List<PositionRecord> signers = await directory.Holders(agency, role, day, cancellationToken);
        return role == "leader" ? [.. signers, .. await directory.Holders(agency, "deputy-leader", day, cancellationToken), .. await Delegates(agency, day, cancellationToken)] : signers;
    }

    // Whoever signs by delegation signs in the own name and position.
    async Task<IReadOnlyList<PositionRecord>> Delegates(Guid agencyId, DateOnly day, CancellationToken cancellationToken)
    {
        List<PositionRecord> signers = [];
        // "TUQ. Chủ tịch" is said at committees; how a department's head lends the signature, its own rules say.
        if (await directory.AgencyOfAnyDay(agencyId, cancellationToken) is not { } agency || !agency.Kind.EndsWith("-committee", StringComparison.Ordinal))
            return signers;
        foreach (DelegatedPower power in await delegations.HeldIn(agencyId, CandidateRoles.Leader, OneStopPermissions.Sign, day, cancellationToken))
        {
            if (await directory.Position(power.ReceiverPositionId, cancellationToken) is { Role: not (CandidateRoles.Leader or "deputy-leader") } position)
                signers.Add(position);
        }

        return signers;
    }

    // Decree 30/2020 Art. 13: a committee's head signs on its behalf (TM.), a deputy in the head's place (KT.); the head of a department signs in
    // the own name, and so does the head of a unit.
    static string? Authority(PositionRecord signer, AgencyRecord agency, string role)
    {
        bool committee = agency.Kind.EndsWith("-committee", StringComparison.Ordinal);
        return signer.Role switch
        {
            "deputy-leader" => committee ? "KT. Chủ tịch" : $"KT. {ShortTitle(signer.Title).Replace("Phó ", "", StringComparison.Ordinal)}",
            "leader" when committee => "TM. Ủy ban nhân dân",
            not "leader" when committee && role == "leader" => "TUQ. Chủ tịch",
            _ => null,
        };
    }

    // On paper the agency stands in the head of the document, not again in the title: "Chủ tịch UBND phường" is printed "Chủ tịch".
    static string ShortTitle(string title) => title.Split(" UBND")[0].Split(" Sở")[0];

    static List<object?> Sections(FormSchema form, FormAnswers values, DateTimeOffset now) =>
    [
        .. form.Print(values, new FormContext(now), CultureInfo.GetCultureInfo("vi")).Sections.Select(section => PaperData.Values(
            ("title", null),
            ("rows", section.Rows
                .Where(row => row.Value.Length > 0)
                .Select(row => (object?)PaperData.Values(("label", row.Label), ("value", row.Value))).ToList()))),
    ];

    static IEnumerable<(string Group, string Name, object? Value)> Computed(DossierFile file, Procedure procedure, FormAnswers values, DateTimeOffset now)
    {
        Dictionary<string, object?> variables = FormAnswers.FromJson(file.Dossier.Answers).Values
            .Concat(values.Values)
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value?.ToFeel(), StringComparer.Ordinal);
        foreach (ResultValue rule in procedure.ResultValues)
        {
            FeelExpression expression = FeelExpression.Compile(rule.Value.TrimStart('='), variables.Keys).Expression
                ?? throw new InvalidOperationException($"The value {rule.Path} of procedure {procedure.Code} does not compile.");
            object? value = expression.Evaluate(new FeelScope(variables, now)).Value;
            string[] path = rule.Path.Split('.');
            yield return (path[0], path[1], value is FeelNumber number ? number.ToDecimal() : value);
        }
    }
}

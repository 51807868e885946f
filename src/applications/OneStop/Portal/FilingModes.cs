using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Where citizens file online on a day: here, or, since the law says so, on the national portal alone. A demonstration follows its own setting until
/// a portal is linked to it; then it follows the law of the day.
/// </summary>
sealed class FilingModes(ProvinceLibrary provinces, Installation installation, PortalLink link, TimeProvider time)
{
    public Task<FilingMode> Today(CancellationToken cancellationToken) => On(VietnamTime.DateOf(time.GetUtcNow()), cancellationToken);

    public async Task<FilingMode> On(DateOnly day, CancellationToken cancellationToken)
    {
        if (await provinces.Find(day, cancellationToken) is not { } settings)
            return new(FilesHere: true, null);
        bool demonstration = installation.IsDemonstration && settings.Demonstration.Enabled;
        string? procedures = demonstration && link.Settings is { } linked ? $"{linked.Address}thu-tuc/{{code}}" : settings.NationalPortal?.Procedures;
        return new(settings.FilesHere(day, demonstration && !link.IsOn), procedures) { Law = settings.ModeOn(day) };
    }
}

/// <summary>Where citizens file online.</summary>
/// <param name="FilesHere">Whether the forms of this site are open; the counter takes dossiers in either way.</param>
/// <param name="PortalProcedures">Address of a procedure's page at the portal, with <c>{code}</c>, or of the portal.</param>
sealed record FilingMode(bool FilesHere, string? PortalProcedures)
{
    /// <summary>What lays it down; null where nothing is known.</summary>
    public SubmissionMode? Law { get; init; }

    /// <summary>Whether the address leads to the procedure itself and not only to the portal.</summary>
    public bool LeadsToProcedure => PortalProcedures?.Contains("{code}", StringComparison.Ordinal) == true;

    /// <summary>The procedure's page at the portal, or the portal's own; null where neither is known.</summary>
    public string? PortalHref(string procedureCode) => PortalProcedures?.Replace("{code}", Uri.EscapeDataString(procedureCode), StringComparison.Ordinal);
}

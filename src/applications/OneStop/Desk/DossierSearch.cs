using System.Globalization;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Data;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Desk;

/// <summary>The search of the list as it stands in an address; the page, the export and a saved filter read the same.</summary>
sealed record DossierSearch(string? Words, string? Status, string? Procedure, string? Clock, string? Here)
{
    /// <summary>Names in the address.</summary>
    public static IReadOnlyList<string> Names { get; } = ["q", "tt", "tthc", "han", "o"];

    public bool IsEmpty => string.IsNullOrWhiteSpace(Words + Status + Procedure + Clock + Here);

    public static DossierSearch Of(IQueryCollection query) => new(query["q"], query["tt"], query["tthc"], query["han"], query["o"]);

    /// <summary>What of it is understood; anything else asks for nothing.</summary>
    public DossierFilter Filter(KeysetCursor? older = null, KeysetCursor? newer = null) => new(
        Words, Enum.TryParse(Status, out DossierStatus status) && Enum.IsDefined(status) ? status : null, older, newer)
    {
        Procedure = string.IsNullOrWhiteSpace(Procedure) ? null : Procedure.Trim(),
        Clock = Enum.TryParse(Clock, out ClockState clock) && clock is ClockState.Overdue or ClockState.Soon or ClockState.InTime or ClockState.Paused ? clock : null,
        IsHere = Here switch { "day" => true, "khac" => false, _ => null },
    };

    /// <summary>An address with this search; what was not understood is left out.</summary>
    public string Address(string path, params (string Name, string? Value)[] more)
    {
        DossierFilter known = Filter();
        return PageAddress.Of(
            path,
            [
                ("q", Words?.Trim()), ("tt", known.Status?.ToString()), ("tthc", known.Procedure), ("han", known.Clock?.ToString()),
                ("o", known.IsHere switch { true => "day", false => "khac", null => null }), .. more,
            ]);
    }

    /// <summary>The search alone, as a saved filter keeps it: empty, or beginning with a question mark.</summary>
    public string Query => Address("");
}

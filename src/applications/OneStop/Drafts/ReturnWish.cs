using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Drafts;

/// <summary>How a result is wanted, as typed: a way that is not offered is none, and an address is kept even while another way is chosen.</summary>
sealed record ReturnWish(ReturnMethod? Method, string? Address)
{
    const int LongestAddress = 300;

    public bool LacksAddress => Method == ReturnMethod.Post && Address is null;

    /// <summary>Whether a result can be sent off by it.</summary>
    public bool IsComplete => Method is not null && !LacksAddress;

    /// <summary>The wish where the procedure can meet it: what a register elsewhere prints on paper is fetched or sent, not downloaded here.</summary>
    public ReturnWish For(Procedure procedure) => Offers(procedure, Method) ? this : this with { Method = null };

    public static bool Offers(Procedure procedure, ReturnMethod? method) => method != ReturnMethod.Online || !procedure.ResultMadeElsewhere;

    public static ReturnWish Read(string? method, string? address) => new(
        Enum.TryParse(method, out ReturnMethod known) && Enum.IsDefined(known) ? known : null,
        address?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestAddress)] : null);
}

using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Single answers as words on a paper or in a list; whole forms are shown by the Forms room.</summary>
static class AnswerWords
{
    public static string? Of(AnswerValue? answer) => answer switch
    {
        TextAnswer text => text.Text,
        NumberAnswer number => number.Number.ToString("0.##", CultureInfo.InvariantCulture),
        DateAnswer date => VietnameseFormat.Date(date.Date),
        PlaceAnswer place => place.Said,
        AddressAnswer { Detail: "" } address => address.Commune,
        AddressAnswer address => $"{address.Detail}, {address.Commune}",
        _ => null,
    };
}

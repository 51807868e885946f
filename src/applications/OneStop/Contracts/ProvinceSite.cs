using System.Globalization;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Contracts;

/// <summary>Whose site this is, from the settings of the province.</summary>
public sealed class ProvinceSite
{
    readonly ProvinceLibrary province;
    readonly TimeProvider time;

    internal ProvinceSite(ProvinceLibrary province, TimeProvider time)
    {
        this.province = province;
        this.time = time;
    }

    /// <summary>What the layouts show; a plain site while no province was imported.</summary>
    public async Task<SiteView> View(CultureInfo language, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        if (await province.Find(day, cancellationToken) is not { } settings)
            return SiteView.Unnamed;
        bool english = language.TwoLetterISOLanguageName == "en";
        string Said(LocalName name) => english ? name.En ?? name.Vi : name.Vi;
        Contact? contact = settings.Contacts.FirstOrDefault(contact => contact.Holds(day));
        return new SiteView(
            english ? $"Public services of {Said(settings.Name)}" : $"Dịch vụ công {settings.Name.Vi.ToLower(VietnameseFormat.Culture)[..1]}{settings.Name.Vi[1..]}",
            english ? $"People's Committee of {Said(settings.Name)}" : $"Ủy ban nhân dân {settings.Name.Vi.ToLower(VietnameseFormat.Culture)[..1]}{settings.Name.Vi[1..]}")
        {
            Phone = contact?.Phone,
            Email = contact?.Email,
            Address = contact is null ? null : $"{Said(contact.Name)}, {Said(contact.Address)}",
            OfficialSearchPath = "can-bo/ho-so",
            SwitchPositionPath = "can-bo/vai-tro",
            FooterLinks =
            [
                new(english ? "Check a dossier" : "Tra cứu hồ sơ", "tra-cuu"), new(english ? "Check a paper" : "Kiểm tra giấy tờ", "giay-to"),
                new(english ? "Check a signature" : "Kiểm tra chữ ký", "kiem-tra-chu-ky"),
                new(english ? "Public log" : "Sổ cái minh chứng", "nhat-ky"),
            ],
        };
    }
}

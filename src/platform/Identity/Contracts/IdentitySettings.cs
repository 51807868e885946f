namespace VanLang.Identity.Contracts;

/// <summary>Settings of the section <c>Identity</c>.</summary>
public sealed class IdentitySettings
{
    /// <summary>Page to which an official is led after sign-in, without leading slash.</summary>
    public string OfficialHome { get; set; } = "can-bo";

    /// <summary>Page to which a citizen is led after sign-in, without leading slash.</summary>
    public string CitizenHome { get; set; } = "";

    /// <summary>Most sign-ins that one address may try in a minute; an office of fifty signs in at the same half hour.</summary>
    public int SignInsPerMinute { get; set; } = 60;

    /// <summary>Most accounts that one address may open in ten minutes; a public service centre shares one address.</summary>
    public int SignUpsPerTenMinutes { get; set; } = 60;

    /// <summary>Most questions that one application may ask the provider in a minute from one address: tokens, introspection, sign-ins of its people.</summary>
    public int ProviderCallsPerMinute { get; set; } = 1200;

    /// <summary>The same of all applications together at one address; those of the province may stand on one machine.</summary>
    public int ProviderCallsPerMinuteOfAddress { get; set; } = 6000;

    /// <summary>Private networks (<c>10.20.0.0/16</c>) in which applications are told of an ended session; beside them only the open network is called.</summary>
    public IList<string> LogoutNetworks { get; } = [];
}

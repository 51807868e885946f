namespace VanLang.Simulators.NationalPortal.Pages;

/// <summary>The simulated VNeID: whoever is chosen is signed in, without a secret.</summary>
static class SignedIn
{
    const string Cookie = "vneid-mo-phong";

    public static Citizen? Of(HttpContext context, ProvinceData province) =>
        context.Request.Cookies[Cookie] is { } key ? province.Citizens.FirstOrDefault(citizen => citizen.Key == key) : null;

    public static void Set(HttpContext context, Citizen citizen) =>
        context.Response.Cookies.Append(Cookie, citizen.Key, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });

    /// <summary>Where to go after sign-in: a path of this program, never another site.</summary>
    public static string Way(string? back) => back is { Length: > 1 } && back[0] == '/' && back[1] is not ('/' or '\\') ? back : "/";
}

using VanLang.Kernel.Access;
using VanLang.Web.Contracts;

namespace VanLang.Hosting;

/// <summary>Where an official begins: the first page of the own menu, which is not the same for a clerk and for who looks after the machine.</summary>
static class OfficialStart
{
    public const string Path = "can-bo/bat-dau";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, (PageContext page) => Results.LocalRedirect($"~/{(page.Menu.Count > 0 ? page.Menu[0].Href : "tai-khoan")}")).WithMetadata(new RequiresOfficialAttribute());
}

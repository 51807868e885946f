using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VanLang.Kernel.Access;
using VanLang.Processes.Contracts;

namespace VanLang.Operating;

/// <summary>The file of a version with its drawing, for the diagram on the page of an instance.</summary>
static class ProcessDiagrams
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/can-bo/van-hanh/so-do/{process}/{version}", Send).WithMetadata(new RequiresPermissionAttribute(OperatingRoom.Operate));

    static async Task<IResult> Send(string process, string version, InstanceReader reader, StepNames names, CancellationToken cancellationToken)
    {
        if (await reader.FileOf(process, version, cancellationToken) is not { } file)
            return Results.NotFound();
        bool english = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return Results.Text(english ? ProcessFiles.InEnglish(file, await names.Words(cancellationToken)) : file, "application/xml", Encoding.UTF8);
    }
}

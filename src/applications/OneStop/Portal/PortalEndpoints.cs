using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Desk;

namespace VanLang.OneStop.Portal;

/// <summary>Files of a message. Who may not see the message gets the same answer as for one that does not exist.</summary>
static class PortalEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/can-bo/cong-quoc-gia/{id:guid}/tep/{fileId:guid}", File)
        .WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Exchange));

    static async Task<IResult> File(Guid id, Guid fileId, PortalInbox inbox, DeskFiles files, CurrentActor current, CancellationToken cancellationToken) =>
        (await inbox.Find(id, current.Actor, cancellationToken))?.Files.FirstOrDefault(file => file.Id == fileId) is { FileId: { } stored } found
            ? await files.Send(stored, found.Name, download: false, cancellationToken)
            : TypedResults.NotFound();
}

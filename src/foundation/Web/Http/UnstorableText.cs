using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VanLang.Kernel.Data;

namespace VanLang.Web;

/// <summary>
/// The one place where text that no store can hold is stopped, after routing: in path and query at once, in a form when it is read, by whomever. So no page and
/// no operation has to think of it, and both databases give the same answer. 400; who typed it in a form gets it back without
/// those characters (<see cref="AntiforgeryRescue"/>).
/// </summary>
sealed class UnstorableText(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!StorableText.Holds(request.Path.Value) || (request.QueryString.HasValue && !Holds(request.Query)))
        {
            await ErrorPages.Answer(context, StatusCodes.Status400BadRequest);
            return;
        }

        // Asking makes the feature, with the limits of the endpoint.
        if (request.HasFormContentType)
            context.Features.Set<IFormFeature>(new StorableForm(context.Features.GetRequiredFeature<IFormFeature>()));
        try
        {
            await next(context);
        }
        catch (UnreadableFormException) when (!context.Response.HasStarted)
        {
            await ErrorPages.Answer(context, StatusCodes.Status400BadRequest);
        }
    }

    static bool Holds(IQueryCollection query) => query.All(field => StorableText.Holds(field.Key) && field.Value.All(StorableText.Holds));
}

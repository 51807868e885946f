using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace VanLang.Web;

/// <summary>
/// A form larger than its page takes (<c>[RequestSizeLimit]</c>, after routing). Refusing at once would make the browser show "connection
/// reset"; so the body is read to its end, up to a second limit, the files are thrown away, and the texts come back to be sent again.
/// </summary>
sealed class UploadLimit(RequestDelegate next)
{
    const long MostDrained = 512L * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (!HttpMethods.IsPost(context.Request.Method) || limit is not { IsReadOnly: false, MaxRequestBodySize: { } most }
            || context.Request.ContentLength is not { } length || length <= most || Answers.IsForPrograms(context))
        {
            await next(context);
            return;
        }

        if (length > MostDrained)
        {
            await ErrorPages.Answer(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        limit.MaxRequestBodySize = MostDrained;
        var form = await TypedForm.ReadTexts(context.Request, context.RequestAborted);
        await AntiforgeryRescue.Resend(context, ResendReason.TooLarge, form, StatusCodes.Status413PayloadTooLarge, most);
    }
}

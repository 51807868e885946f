using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using VanLang.Web.Contracts;
using VanLang.Web.Pages;

namespace VanLang.Web;

/// <summary>
/// Stands right after <c>UseAntiforgery</c>. A post with an old or missing token is never executed; what was typed comes back on a page
/// that shows it, with a new token and one button. Showing the values matters: otherwise a foreign site could have a hurried person
/// confirm its form.
/// </summary>
sealed class AntiforgeryRescue(RequestDelegate next, WebOptions options)
{
    sealed class Settled : IAntiforgeryValidationFeature
    {
        public bool IsValid => true;

        public Exception? Error => null;
    }

    public async Task InvokeAsync(HttpContext context)
    {
        // HasFormContentType must not be touched before the feature is replaced: it throws.
        if (!HttpMethods.IsPost(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } feature)
        {
            await next(context);
            return;
        }

        context.Features.Set<IAntiforgeryValidationFeature>(new Settled());
        if (feature.Error?.InnerException is UnstorableTextException && !Answers.IsForPrograms(context))
            await Resend(context, ResendReason.OldToken, options);
        else if (feature.Error?.InnerException is BadHttpRequestException tooLarge)
            await ErrorPages.Answer(context, tooLarge.StatusCode);
        else if (Answers.IsForPrograms(context))
            await ErrorPages.Answer(context, StatusCodes.Status400BadRequest);
        else
            await Resend(context, ResendReason.OldToken, options);
    }

    /// <summary>Answers with the page that offers the form again; 400.</summary>
    public static async Task Resend(HttpContext context, ResendReason reason, WebOptions options)
    {
        var secret = options.SecretPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        TypedForm form = new([], [], HidesSecrets: false);
        try
        {
            if (!secret && context.Request.HasFormContentType)
                form = await TypedForm.Read(context.Request, context.RequestAborted);
        }
        catch (UnstorableTextException unstorable)
        {
            form = TypedForm.Clean(unstorable.Form);
            // Who has to sign in again is told that; the others, why the text is not quite what they typed.
            reason = reason == ResendReason.OldToken ? ResendReason.Unstorable : reason;
        }

        await Resend(context, secret ? ResendReason.Secret : reason, form, StatusCodes.Status400BadRequest);
    }

    public static Task Resend(HttpContext context, ResendReason reason, TypedForm form, int status, long? limit = null) =>
        Answers.Page<Resend>(context, status, new()
        {
            [nameof(Pages.Resend.Reason)] = reason.ToString(),
            [nameof(Pages.Resend.Action)] = context.Request.PathBase + context.Request.Path + context.Request.QueryString,
            [nameof(Pages.Resend.Names)] = form.Values.Select(v => v.Key).ToArray(),
            [nameof(Pages.Resend.Values)] = form.Values.Select(v => v.Value).ToArray(),
            [nameof(Pages.Resend.LostFiles)] = form.LostFiles,
            [nameof(Pages.Resend.HidesSecrets)] = form.HidesSecrets,
            [nameof(Pages.Resend.Limit)] = limit,
            [nameof(Pages.Resend.HasFiles)] = context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true,
        });
}

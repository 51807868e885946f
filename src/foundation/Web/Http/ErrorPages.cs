using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using VanLang.Web.Pages;

namespace VanLang.Web;

/// <summary>
/// Puts a page of plain words where an answer is an empty error. The page is rendered in place, not by running the pipeline again: a post
/// would be sent to the error page as a post otherwise.
/// </summary>
static class ErrorPages
{
    public static void Use(IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A broken database context must not be asked for the error page.
            CreateScopeForErrors = true,
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            ExceptionHandler = context => Answer(context, context.Response.StatusCode),
        });
        app.UseStatusCodePages(status => Answer(status.HttpContext, status.HttpContext.Response.StatusCode));
    }

    public static Task Answer(HttpContext context, int status)
    {
        if (Answers.IsForPrograms(context))
            return Answers.Problem(context, status);
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        var id = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return Answers.Page<ErrorPage>(context, status, new() { [nameof(ErrorPage.Status)] = status, [nameof(ErrorPage.Incident)] = id });
    }
}

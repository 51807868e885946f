using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;

namespace VanLang.Identity.Passkeys;

/// <summary>
/// The question that the script of the sign-in page fetches when its button is pressed. It says nothing of any account: who signs in is said by the answer.
/// </summary>
static class PasskeyEndpoints
{
    public const string QuestionPath = "dang-nhap/khoa-truy-cap";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost($"/{QuestionPath}", Ask)
        .WithMetadata(new PublicPageAttribute())
        .RequireRateLimiting(SignInLimits.Passkey)
        .ExcludeFromDescription();

    static async Task<IResult> Ask(HttpContext context, CurrentActor current, PasskeyProtocol protocol, PasskeyQuestions questions, ChangeAccount accounts)
    {
        if (!protocol.IsOffered)
            return Results.NotFound();
        Account? account = current.Actor.AccountId is { } id ? await accounts.Find(id, context.RequestAborted) : null;
        PasskeyQuestion question = await protocol.Ask(account, context);
        questions.Give(context, question.Asked);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(question.Options, "application/json");
    }
}

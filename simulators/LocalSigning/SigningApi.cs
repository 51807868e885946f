using System.Security.Cryptography;

namespace VanLang.Simulators.LocalSigning;

/// <summary>What pages of paired sites may ask, by the protocol of <c>docs/local-signing.md</c>.</summary>
static class SigningApi
{
    const int MostDocuments = 20;

    public static void Map(WebApplication app)
    {
        // A browser asks before it sends; every site gets this answer, and no site that is not paired gets more.
        app.MapMethods("/v1/{**path}", ["OPTIONS"], (HttpContext context) =>
        {
            Allow(context);
            context.Response.Headers.AccessControlAllowMethods = "POST";
            context.Response.Headers.AccessControlAllowHeaders = "content-type";
            context.Response.Headers["Access-Control-Allow-Private-Network"] = "true";
            return Results.NoContent();
        });
        app.MapPost("/v1/pair", (PairQuestion asked, HttpContext context, SigningDesk desk, SignerKey signer) =>
        {
            Allow(context);
            return Origin(context) is { } origin && desk.Pair(origin, asked.Code)
                ? Results.Json(new { certificates = signer.Certificates.Select(certificate => Convert.ToBase64String(certificate.RawData)) })
                : Wrong("code");
        });
        app.MapPost("/v1/sign", async (SignQuestion asked, HttpContext context, SigningDesk desk, SignerKey signer) =>
        {
            Allow(context);
            if (Origin(context) is not { } origin || !desk.Sites.Contains(origin))
                return Wrong("origin");
            if (asked is not { Nonce: { Length: >= 16 and <= 64 } nonce, Documents: { Length: > 0 and <= MostDocuments } documents } || !documents.All(IsDigest))
                return Wrong("question");
            if (!desk.IsNew(nonce))
                return Wrong("nonce");
            if (!await desk.Ask(origin, nonce, documents, context.RequestAborted))
                return Wrong("refused");
            Fault? fault = desk.TakeFault();
            if (fault == Fault.Error500)
                return Results.Json(new { error = "500" }, statusCode: StatusCodes.Status500InternalServerError);
            List<string> signatures = [.. documents.Select(document => Convert.ToBase64String(
                DetachedSignature.Over(fault == Fault.OtherFile ? SHA256.HashData("tệp khác"u8) : Convert.FromBase64String(document.Sha256), signer)))];
            if (fault == Fault.OneMissing)
                signatures.RemoveAt(0);
            return Results.Json(new { nonce = fault == Fault.OtherNonce ? Guid.NewGuid().ToString("N") : nonce, signatures });
        });
    }

    static string? Origin(HttpContext context) => context.Request.Headers.Origin is [{ Length: > 0 and < 300 } origin] && origin != "null" ? origin : null;

    static void Allow(HttpContext context)
    {
        if (Origin(context) is not { } origin)
            return;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Vary = "Origin";
    }

    static bool IsDigest(Document document) => document.Sha256 is { Length: 44 } text && Convert.TryFromBase64String(text, new byte[33], out int length) && length == 32;

    static IResult Wrong(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status403Forbidden);

    sealed record PairQuestion(string? Code);

    sealed record SignQuestion(string? Nonce, Document[]? Documents);
}

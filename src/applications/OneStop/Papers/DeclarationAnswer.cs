using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VanLang.Printing.Contracts;

namespace VanLang.OneStop.Papers;

/// <summary>A declaration as the answer to a request: shown by the browser, kept by nobody on the way.</summary>
static class DeclarationAnswer
{
    public static IResult Of(PrintedDocument printed, string name, HttpContext http)
    {
        Head(name, "no-store", http);
        return TypedResults.Bytes(printed.Pdf, "application/pdf");
    }

    /// <summary>What is said beside the file.</summary>
    /// <param name="name">Part of the file's name.</param>
    /// <param name="keeping">Who may keep it: <c>no-store</c> for what belongs to a person.</param>
    public static void Head(string name, string keeping, HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        ContentDispositionHeaderValue disposition = new("inline");
        disposition.SetHttpFileName($"to-khai-{name}.pdf");
        headers.ContentDisposition = disposition.ToString();
        headers.CacheControl = keeping;
        headers.XContentTypeOptions = "nosniff";
        // A file runs nothing and loads nothing; the browser's own viewer of PDF draws with inline style.
        headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
    }
}

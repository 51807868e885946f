using System.Net;
using System.Net.Http.Headers;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>
/// Somebody with a browser that runs no scripts: keeps cookies, reads forms as they were rendered and sends them with changes. For tests whose
/// point is what the server does.
/// </summary>
sealed class Visitor : IDisposable
{
    readonly HttpClient client;

    public Visitor(string address, IEnumerable<Cookie>? cookies = null)
    {
        Address = new(address);
        foreach (Cookie cookie in cookies ?? [])
            Cookies.Add(Address, new Cookie(cookie.Name, cookie.Value, "/"));
        client = new(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    public async Task<WebAnswer> Get(string path)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri(Address, path));
        return await WebAnswer.Of(response);
    }

    /// <summary>Goes where the answer leads, as a browser does.</summary>
    public async Task<WebAnswer> Follow(WebAnswer answer)
    {
        for (int hops = 0; answer.Location is { } next && hops < 10; hops++)
            answer = await Get(new Uri(answer.Address, next).PathAndQuery);
        return answer;
    }

    public async Task<WebAnswer> Open(string path) => await Follow(await Get(path));

    /// <summary>Sends a form of a page as it was rendered, with changes; a change to null leaves the field out. Redirects are not followed.</summary>
    public Task<WebAnswer> Send(WebAnswer page, string? handler, IReadOnlyDictionary<string, string?> changes, params IReadOnlyList<Upload> uploads)
    {
        RenderedForm form = RenderedForm.Of(page.Html, handler);
        List<KeyValuePair<string, string>> fields = [.. form.Fields.Where(field => !changes.ContainsKey(field.Key))];
        fields.AddRange(from change in changes where change.Value is not null select KeyValuePair.Create(change.Key, change.Value!));
        return Post(form.Action is { } action ? new Uri(Root(page), WebUtility.HtmlDecode(action)) : page.Address, fields, uploads, form.IsMultipart);
    }

    public async Task<WebAnswer> Post(Uri address, IEnumerable<KeyValuePair<string, string>> fields, IReadOnlyList<Upload> uploads, bool multipart)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address);
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (multipart)
        {
            MultipartFormDataContent parts = new();
            foreach ((string name, string value) in fields)
                parts.Add(new StringContent(value), $"\"{name}\"");
            foreach (Upload upload in uploads)
            {
                ByteArrayContent file = new(upload.Content);
                file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                parts.Add(file, $"\"{upload.Field}\"", upload.Name);
            }

            request.Content = parts;
        }
        else
        {
            request.Content = new FormUrlEncodedContent(fields);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return await WebAnswer.Of(response);
    }

    // Addresses in pages are relative to <base href>.
    static Uri Root(WebAnswer page) => new(page.Address, page.Address.AbsolutePath.StartsWith("/en/", StringComparison.Ordinal) ? "/en/" : "/");

    public void Dispose() => client.Dispose();
}

/// <summary>A file to be sent with a form.</summary>
sealed record Upload(string Field, string Name, byte[] Content);

/// <summary>What the server answered.</summary>
sealed record WebAnswer(int Status, Uri Address, string? Location, string Html, byte[] Bytes, string? ContentType)
{
    /// <summary>The page without markup.</summary>
    public string Text => WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(Html, "<[^>]+>", " "));

    public string Path => Address.AbsolutePath;

    public static async Task<WebAnswer> Of(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        string? type = response.Content.Headers.ContentType?.MediaType;
        return new(
            (int)response.StatusCode, response.RequestMessage!.RequestUri!, response.Headers.Location?.OriginalString,
            type is "text/html" ? System.Text.Encoding.UTF8.GetString(bytes) : "", bytes, type);
    }
}

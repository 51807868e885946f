using System.Net;
using System.Text.RegularExpressions;

namespace VanLang.Platform.Tests.Identity;

/// <summary>What a browser does without script: keeps cookies, follows redirects when told, sends back the hidden fields of the form.</summary>
sealed partial class TestBrowser : IDisposable
{
    readonly HttpClient client;

    public TestBrowser(Uri address, params (string Name, string Value)[] headers)
    {
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        foreach ((string name, string value) in headers)
        {
            client.DefaultRequestHeaders.Remove(name);
            client.DefaultRequestHeaders.Add(name, value);
        }
    }

    public CookieContainer Cookies { get; } = new();

    public async Task<Answer> Get(string path) => await Read(await client.GetAsync(new Uri(path, UriKind.Relative), House.Token));

    /// <summary>Opens the page, fills the form that has a field or button of the first name, and sends it.</summary>
    public async Task<Answer> Fill(string page, params (string Name, string Value)[] fields) => await Send(page, await Get(page), fields);

    public async Task<Answer> Send(string page, Answer opened, params (string Name, string Value)[] fields)
    {
        string form = Forms().Matches(opened.Body).Select(match => match.Value).FirstOrDefault(form => form.Contains($"name=\"{fields[0].Name}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No form with {fields[0].Name} at {page} ({opened.Status}): {opened.Main}");
        string action = Actions().Match(form) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : page;
        return await Post(action, [.. Hidden(form).Where(hidden => fields.All(field => field.Name != hidden.Name)), .. fields]);
    }

    public async Task<Answer> Post(string path, params (string Name, string Value)[] fields)
    {
        using FormUrlEncodedContent content = new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Read(await client.PostAsync(new Uri(path.StartsWith('/') ? path : $"/{path}", UriKind.Relative), content, House.Token));
    }

    public async Task<Answer> SignIn(string userName, string password, string page = "/dang-nhap") =>
        await Fill(page, ("Form.UserName", userName), ("Form.Password", password));

    public static IEnumerable<(string Name, string Value)> Hidden(string form) =>
        from input in Inputs().Matches(form)
        where input.Value.Contains("type=\"hidden\"", StringComparison.Ordinal)
        select (Attribute(input.Value, "name"), Attribute(input.Value, "value"));

    public void Dispose() => client.Dispose();

    static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    // Pages answer with the whole address of this site, middleware with its path; what leads elsewhere stays as it is.
    async Task<Answer> Read(HttpResponseMessage response)
    {
        string? location = response.Headers.Location?.OriginalString;
        string site = client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        if (location?.StartsWith($"{site}/", StringComparison.Ordinal) is true)
            location = location[site.Length..];
        using (response)
            return new(response.StatusCode, location, await response.Content.ReadAsStringAsync(House.Token), [.. response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []]);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<form[^>]* action=\"([^\"]*)\"")]
    private static partial Regex Actions();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}

/// <summary>What the server said.</summary>
sealed record Answer(HttpStatusCode Status, string? Location, string Body, IReadOnlyList<string> SetCookies)
{
    public string Text => WebUtility.HtmlDecode(Body);

    /// <summary>What stands in the page proper, without tags.</summary>
    public string Main => Regex.Replace(Regex.Match(Text, "<main.*</main>", RegexOptions.Singleline).Value, "<[^>]*>", " ");
}

using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace VanLang.Bench.Http;

/// <summary>Somebody who opens pages; each is read whole and timed.</summary>
sealed partial class Browser : IDisposable
{
    readonly HttpClient client;

    public Browser(Uri address)
    {
        client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Add("Accept", "text/html,*/*;q=0.8");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    /// <exception cref="InvalidOperationException">It was not answered by a page.</exception>
    public async Task<Opened> Open(string path)
    {
        long began = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        string html = await response.Content.ReadAsStringAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        return response.StatusCode == HttpStatusCode.OK ? new(html, took) : throw new InvalidOperationException($"{path}: {(int)response.StatusCode}");
    }

    /// <summary>Sends a form of a page as it stands in it, with these values filled in.</summary>
    /// <param name="which">What only this form holds.</param>
    public async Task<Opened> Send(string path, Opened page, string which, params IEnumerable<(string Name, string Value)> values)
    {
        string form = Forms().Matches(page.Html).Select(match => match.Value).First(form => form.Contains(which, StringComparison.Ordinal));
        Dictionary<string, string> fields = Hidden().Matches(form).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        foreach ((string name, string value) in values)
            fields[name] = value;
        using FormUrlEncodedContent content = new(fields);
        long began = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        string html = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode}");
        return new(html, Stopwatch.GetElapsedTime(began)) { Path = response.RequestMessage!.RequestUri!.AbsolutePath };
    }

    public async Task SignIn(string userName, string password)
    {
        Opened after = await Send("/dang-nhap", await Open("/dang-nhap"), "Form.Password", ("Form.UserName", userName), ("Form.Password", password));
        if (after.Path.StartsWith("/dang-nhap", StringComparison.Ordinal))
            throw new InvalidOperationException($"{userName} could not sign in.");
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}

/// <summary>A page with the time it took.</summary>
sealed partial record Opened(string Html, TimeSpan Took)
{
    /// <summary>Where a form has led to.</summary>
    public string Path { get; init; } = "";

    /// <summary>Addresses that the page links to.</summary>
    public IEnumerable<string> Links => Hrefs().Matches(Html).Select(match => "/" + WebUtility.HtmlDecode(match.Groups[1].Value).TrimStart('/'));

    [GeneratedRegex("<a[^>]* href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();
}

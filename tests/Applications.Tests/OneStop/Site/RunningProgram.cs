using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Databases;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>The real program on a port of its own, on a copy of the prepared province, shown as of a day.</summary>
sealed class RunningProgram : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string folder;

    RunningProgram(WebApplication app, string folder, IReadOnlyList<DemonstrationSignIn> signIns)
    {
        this.app = app;
        this.folder = folder;
        SignIns = signIns;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IReadOnlyList<DemonstrationSignIn> SignIns { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The data folder.</summary>
    public string Folder => folder;

    public string Pin => File.ReadAllText(Path.Combine(folder, "keys", "demonstration-pin")).Trim();

    /// <summary>Route patterns of every page and endpoint that is opened by GET.</summary>
    public IReadOnlyList<string> Routes =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct()];

    /// <param name="with">Further options.</param>
    public static async Task<RunningProgram> Start(DateOnly? day, Func<RunOptions, RunOptions>? with = null)
    {
        TimeProvider clock = day is { } shown ? DemonstrationHouse.Clock($"{shown:yyyy-MM-dd} 00:00") : TimeProvider.System;
        string folder = await PreparedProvince.Copy(Stores.Default, clock);
        RunOptions options = new(0, folder, day, Empty: false) { Database = PostgresCluster.DatabaseOf(folder) };
        WebApplication app = await WebProgram.Start(with?.Invoke(options) ?? options, Token);
        return new(app, folder, await app.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, Token));
    }

    public string Address => app.Urls.First();

    public Guest Guest() => new(Address);

    public async Task<Guest> SignedIn(DemonstrationSignIn who)
    {
        Guest guest = Guest();
        await guest.SignIn(who.UserName, who.Password);
        return guest;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(Token);
        await app.DisposeAsync();
        if (PostgresCluster.DatabaseOf(folder) is { } database)
            await PostgresCluster.Drop(database);
        else
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Somebody who opens pages one after another.</summary>
sealed partial class Guest : IDisposable
{
    readonly HttpClient client;

    public Guest(string address)
    {
        client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Add("Accept", "text/html,*/*;q=0.8");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public async Task<Opened> Open(string path)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), RunningProgram.Token);
        return new(response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(RunningProgram.Token))) { Address = response.RequestMessage!.RequestUri!.PathAndQuery };
    }

    /// <summary>Sends the form of a page that holds a field, with its hidden fields.</summary>
    /// <param name="field">Part of the form by which it is known.</param>
    public async Task<Opened> Send(string path, string field, IReadOnlyDictionary<string, string> typed)
    {
        using HttpResponseMessage shown = await client.GetAsync(new Uri(path, UriKind.Relative), RunningProgram.Token);
        string page = await shown.Content.ReadAsStringAsync(RunningProgram.Token);
        string form = Forms().Matches(page).Select(match => match.Value).FirstOrDefault(form => form.Contains(field, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{path} answers {shown.StatusCode} without a form that holds {field}.");
        List<KeyValuePair<string, string>> fields = [.. Hidden().Matches(form).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))];
        fields.AddRange(typed);
        using FormUrlEncodedContent content = new(fields);
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content, RunningProgram.Token);
        return new(response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(RunningProgram.Token))) { Address = response.RequestMessage!.RequestUri!.PathAndQuery };
    }

    /// <summary>Sends fields to a page that was not opened before.</summary>
    public async Task<Opened> Post(string path, IReadOnlyDictionary<string, string> fields)
    {
        using FormUrlEncodedContent content = new(fields);
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content, RunningProgram.Token);
        return new(response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(RunningProgram.Token))) { Address = response.RequestMessage!.RequestUri!.PathAndQuery };
    }

    public async Task SignIn(string userName, string password)
    {
        string page = await client.GetStringAsync(new Uri("/dang-nhap", UriKind.Relative), RunningProgram.Token);
        string form = Forms().Matches(page).Select(match => match.Value).First(form => form.Contains("Form.Password", StringComparison.Ordinal));
        Dictionary<string, string> fields = Hidden().Matches(form).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        fields["Form.UserName"] = userName;
        fields["Form.Password"] = password;
        using FormUrlEncodedContent content = new(fields);
        using HttpResponseMessage response = await client.PostAsync(new Uri("/dang-nhap", UriKind.Relative), content, RunningProgram.Token);
        if (response.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/dang-nhap", StringComparison.Ordinal))
            throw new InvalidOperationException($"{userName} could not sign in: {response.StatusCode}");
    }

    /// <summary>Sends a form of a page with a file, as a browser does; the form is the one that holds a field of this name.</summary>
    public Task<Opened> Send(string path, string field, IReadOnlyDictionary<string, string> values, string fileName, byte[] content) =>
        Send(path, field, values, (field, fileName, content));

    /// <summary>The same with several files, each under the name of its field.</summary>
    public async Task<Opened> Send(string path, string field, IReadOnlyDictionary<string, string> values, params (string Field, string Name, byte[] Content)[] files)
    {
        string page = await client.GetStringAsync(new Uri(path, UriKind.Relative), RunningProgram.Token);
        string form = Forms().Matches(page).Select(match => match.Value).First(form => form.Contains($"name=\"{field}\"", StringComparison.Ordinal));
        using MultipartFormDataContent body = [];
        foreach (Match hidden in Hidden().Matches(form))
        {
            if (!values.ContainsKey(hidden.Groups[1].Value))
                body.Add(new StringContent(WebUtility.HtmlDecode(hidden.Groups[2].Value)), hidden.Groups[1].Value);
        }

        foreach ((string name, string value) in values)
            body.Add(new StringContent(value), name);
        foreach ((string of, string name, byte[] content) in files)
            body.Add(new ByteArrayContent(content), of, name);
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), body, RunningProgram.Token);
        return new(response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(RunningProgram.Token))) { Address = response.RequestMessage!.RequestUri!.PathAndQuery };
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}

/// <summary>A page as it was answered, entities decoded.</summary>
sealed partial record Opened(HttpStatusCode Status, string Html)
{
    /// <summary>Where the answer came from, after redirects.</summary>
    public string Address { get; init; } = "";

    /// <summary>Addresses of this site that the page links to, without fragment.</summary>
    public IEnumerable<string> Links =>
        from Match match in Hrefs().Matches(Html)
        let href = match.Groups[1].Value.Split('#')[0]
        where href.Length > 0 && !href.Contains(':', StringComparison.Ordinal) && !href.StartsWith("/tai-nguyen", StringComparison.Ordinal) && !href.StartsWith("//", StringComparison.Ordinal)
        select href.StartsWith('/') ? href : "/" + href;

    public string Text => Tags().Replace(Html, " ");

    [GeneratedRegex("<a[^>]* href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}

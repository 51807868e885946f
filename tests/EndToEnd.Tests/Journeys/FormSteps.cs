using System.Text.RegularExpressions;
using VanLang.Directory.Contracts;
using VanLang.EndToEnd.Tests.Hosting;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>Fills, sends and works dossiers by their forms alone, without a browser.</summary>
static class FormSteps
{
    public const string Copy = "2.000635";
    public const string Birth = "1.001193";

    public static IReadOnlyDictionary<string, string?> Nothing { get; } = new Dictionary<string, string?>();

    /// <summary>Starts a form for Việt Trì ward; the answer is its first page.</summary>
    public static async Task<WebAnswer> Start(this Visitor citizen, string procedure)
    {
        WebAnswer start = await citizen.Open($"/thu-tuc/{procedure}/nop");
        return await citizen.Follow(await citizen.Send(start, "start", new Dictionary<string, string?> { ["Form.Agency"] = DirectoryIds.Agency("xa2025-07900").ToString() }));
    }

    /// <summary>Fills page after page until a page that <paramref name="until"/> names, or the page with all answers.</summary>
    public static async Task<WebAnswer> Fill(this Visitor citizen, WebAnswer page, IReadOnlyDictionary<string, string> answers, string until = "/kiem-tra", Action<WebAnswer>? seen = null)
    {
        for (int pages = 0; pages < 40; pages++)
        {
            if (page.Status != 200)
                throw new InvalidOperationException($"{page.Status} at {page.Address}: {page.Text}");
            seen?.Invoke(page);
            if (page.Path.EndsWith(until, StringComparison.Ordinal))
                return page;
            string form = page.Path.Split('/')[^1] switch { "lien-he" => "contact", "nhan-ket-qua" => "return", _ => "page" };
            page = await citizen.Follow(await citizen.Send(page, form, Answered(page, answers), Papers(page)));
        }

        throw new InvalidOperationException($"Stuck at {page.Address}: {page.Text}");
    }

    /// <summary>Starts and fills a form up to the page with all answers.</summary>
    public static async Task<WebAnswer> Filled(this Visitor citizen, string procedure, IReadOnlyDictionary<string, string> answers, string until = "/kiem-tra") =>
        await citizen.Fill(await citizen.Start(procedure), answers, until);

    /// <summary>A dossier that was just sent; its code.</summary>
    public static async Task<string> Submitted(this Visitor citizen, string procedure, IReadOnlyDictionary<string, string> answers)
    {
        WebAnswer review = await citizen.Filled(procedure, answers);
        return CodeOf(await citizen.Send(review, "send", Nothing));
    }

    /// <summary>Code in the address to which the answer to a sent dossier leads.</summary>
    public static string CodeOf(WebAnswer sent) => Regex.Match(sent.Location ?? "", "ho-so/([^/]+)/da-gui") is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException($"Not sent, {sent.Status} {sent.Location}: {sent.Text}");

    /// <summary>Sends a form of the case page; the answer is not followed.</summary>
    public static async Task<WebAnswer> Try(this Visitor official, string code, string step, IReadOnlyDictionary<string, string?>? typed = null) =>
        await official.Send(await official.Open($"/can-bo/ho-so/{code}"), step, typed ?? Nothing);

    /// <summary>Does a step, which must succeed.</summary>
    public static async Task Do(this Visitor official, string code, string step, IReadOnlyDictionary<string, string?>? typed = null)
    {
        WebAnswer answer = await official.Try(code, step, typed);
        if (answer.Location is null || !answer.Location.Contains($"xong={step}", StringComparison.Ordinal))
            throw new InvalidOperationException($"{step}: {answer.Status} {answer.Location} {answer.Text}");
    }

    /// <summary>What of the answers a page asks for.</summary>
    public static Dictionary<string, string?> Answered(WebAnswer page, IReadOnlyDictionary<string, string> answers)
    {
        Dictionary<string, string?> typed = answers.Where(answer => RenderedForm.Asks(page.Html, answer.Key)).ToDictionary(answer => answer.Key, answer => (string?)answer.Value);
        if (RenderedForm.Asks(page.Html, "Form.Phone"))
            typed["Form.Phone"] = "0900001023";
        if (RenderedForm.Asks(page.Html, "Form.Method"))
            typed["Form.Method"] = "Counter";
        return typed;
    }

    static IReadOnlyList<Upload> Papers(WebAnswer page) =>
        [.. RenderedForm.Inputs(page.Html, "file").Select(field => new Upload(field, "giay-to.png", File.ReadAllBytes(Samples.Photo())))];
}

using Microsoft.Playwright;
using VanLang.Directory.Contracts;
using VanLang.EndToEnd.Tests.Hosting;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>What a citizen does in the browser.</summary>
static class CitizenSteps
{
    /// <summary>Answers of a copy request, by the name of the input.</summary>
    public static IReadOnlyDictionary<string, string> CopyRequest { get; } = new Dictionary<string, string>
    {
        ["nyc_ho_ten"] = "Đinh Hồng Nhung",
        ["nyc_giay_to"] = "025190999123",
        ["nyc_cu_tru"] = "Tổ 5, phường Việt Trì, tỉnh Phú Thọ",
        ["nyc_quan_he"] = "ban-than",
        ["loai_viec"] = "khai-sinh",
        ["dt_ho_ten"] = "Đinh Hồng Nhung",
        ["dt_ngay_sinh.Day"] = "17",
        ["dt_ngay_sinh.Month"] = "5",
        ["dt_ngay_sinh.Year"] = "1990",
        ["dt_gioi_tinh"] = "nu",
        ["dk_noi"] = "UBND phường Gia Cẩm",
        ["dk_so"] = "123",
        ["so_luong"] = "2",
        ["cam_doan"] = "true",
    };

    /// <summary>Finds the procedure by a query with a slip and without marks, and starts the form.</summary>
    public static async Task StartCopyRequest(this IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator("main input[name=q], input[name=q]").First.FillAsync("trich lcu ho tich");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cấp bản sao trích lục" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Nộp hồ sơ trực tuyến" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Nộp hồ sơ trực tuyến" })).First.ClickAsync();
        await page.Locator("label", new() { HasText = "phường Việt Trì" }).ClickAsync();
        await page.Submit();
    }

    /// <summary>Chooses where to file, whether few agencies are offered or many.</summary>
    public static async Task ChooseAgency(this IPage page, string key)
    {
        string id = DirectoryIds.Agency(key).ToString();
        ILocator list = page.Locator("main select[name='Form.Agency']");
        if (await list.CountAsync() > 0)
            await list.SelectOptionAsync(id);
        else
            await page.Locator($"main label[for='{await page.Locator($"main input[name='Form.Agency'][value='{id}']").GetAttributeAsync("id")}']").ClickAsync();
    }

    /// <summary>Fills page after page until the answers are shown for checking.</summary>
    public static async Task FillForm(this IPage page, IReadOnlyDictionary<string, string> answers, string file)
    {
        for (int pages = 0; pages < 30 && !page.Url.Contains("kiem-tra", StringComparison.Ordinal); pages++)
        {
            foreach ((string name, string value) in answers)
                await page.Answer(name, value);
            ILocator upload = page.Locator("main input[type=file]");
            for (int slot = 0; slot < await upload.CountAsync(); slot++)
                await upload.Nth(slot).SetInputFilesAsync(file);
            if (await page.Locator("[name='Form.Phone']").CountAsync() > 0)
                await page.FillAsync("[name='Form.Phone']", "0900001023");
            ILocator counter = page.Locator("main input[name='Form.Method'][value='Counter']");
            if (await counter.CountAsync() > 0)
                await page.Locator($"main label[for='{await counter.GetAttributeAsync("id")}']").ClickAsync();
            string before = page.Url;
            await page.Submit();
            if (page.Url == before)
                throw new InvalidOperationException($"Stuck at {before}: {await page.Locator("main").InnerTextAsync()}");
        }
    }

    /// <summary>Sends the checked answers and reads the dossier code from the confirmation.</summary>
    public static async Task<string> Send(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi hồ sơ" }).ClickAsync();
        await page.Arrive(address => address.EndsWith("/da-gui", StringComparison.Ordinal));
        return new Uri(page.Url).Segments[^2].TrimEnd('/');
    }

    /// <summary>Presses the main button of the page's form and waits for the answer.</summary>
    public static async Task Submit(this IPage page)
    {
        ILocator button = page.Locator("main form[method=post] button.usa-button:not(.usa-button--outline):not(.usa-button--unstyled):visible").First;
        await page.RunAndWaitForNavigation(() => button.ClickAsync());
    }

    /// <summary>Acts and waits until the answer is a page again, redirects followed.</summary>
    public static async Task RunAndWaitForNavigation(this IPage page, Func<Task> act)
    {
        TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage _) => loaded.TrySetResult();
        page.DOMContentLoaded += Loaded;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            page.DOMContentLoaded -= Loaded;
        }
    }

    static async Task Answer(this IPage page, string name, string value)
    {
        ILocator input = page.Locator($"main [name='{name}']:visible, main input[type=radio][name='{name}'], main input[type=checkbox][name='{name}']");
        if (await input.CountAsync() == 0)
            return;
        string? type = await input.First.GetAttributeAsync("type");
        string tag = await input.First.EvaluateAsync<string>("e => e.tagName");
        if (type is "radio" or "checkbox")
        {
            // People press the words beside the box, which is what the design shows.
            ILocator box = type == "radio" ? page.Locator($"main input[type=radio][name='{name}'][value='{value}']") : input.First;
            if (!await box.IsCheckedAsync())
                await page.Locator($"main label[for='{await box.GetAttributeAsync("id")}']").ClickAsync();
        }
        else if (tag == "SELECT")
            await input.First.SelectOptionAsync(value);
        else
            await input.First.FillAsync(value);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VanLang.Forms;
using VanLang.Forms.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Renders the components of Forms as a page would.</summary>
internal static class Render
{
    private static readonly IServiceProvider Services = Build();

    public static Task<string> Page(FormPageView view, string culture) => Html<FormPage>(nameof(FormPage.View), view, culture);

    public static Task<string> Summary(FormSummaryView view, string culture) => Html<FormSummary>(nameof(FormSummary.View), view, culture);

    private static IServiceProvider Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWeb().AddScoped<NavigationManager, FixedAddress>();
        return builder.Build().Services;
    }

    private static async Task<string> Html<T>(string parameter, object view, string culture)
        where T : IComponent
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        await using var scope = Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = view }))).ToHtmlString());
    }

    private sealed class FixedAddress : NavigationManager
    {
        public FixedAddress() => Initialize("http://localhost/", "http://localhost/khai/p1");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VanLang.Web.Contracts;

namespace VanLang.Foundation.Tests.Web;

/// <summary>Renders one component to HTML, as a page at <c>http://localhost/trang?b=1</c>.</summary>
static class Rendered
{
    sealed class FixedNavigation : NavigationManager
    {
        public FixedNavigation() => Initialize("http://localhost/", "http://localhost/trang?b=1");
    }

    static readonly Lazy<IServiceProvider> services = new(() =>
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWeb();
        builder.Services.AddScoped<NavigationManager, FixedNavigation>();
        return builder.Build().Services;
    });

    public static async Task<string> Html<TComponent>(object parameters, string language = "vi") where TComponent : IComponent
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var scope = services.Value.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        var values = parameters.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(parameters));
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(values))).ToHtmlString());
    }

    /// <summary>Markup that is nothing but a text.</summary>
    public static RenderFragment Fragment(string text) => builder => builder.AddContent(0, text);
}

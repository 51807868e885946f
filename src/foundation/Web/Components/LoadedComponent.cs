using Microsoft.AspNetCore.Components;

namespace VanLang.Web.Components;

/// <summary>
/// What pages and their parts inherit (<c>_Imports.razor</c> of each room): rendered once, when <c>OnInitializedAsync</c> has loaded what they show. The framework's own
/// base renders before that, too, as soon as something is really waited for: with SQLite never, with PostgreSQL always. A page then reads
/// what is not there yet, or says "not found" and leaves its status behind.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    Task? loading;

    /// <inheritdoc/>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await (loading ??= Load());
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }

    async Task Load()
    {
        OnInitialized();
        await OnInitializedAsync();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Forms.Burden;
using VanLang.Forms.Contracts;
using VanLang.Forms.Lists;
using VanLang.Forms.Loading;
using VanLang.Forms.Units;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Forms;

/// <summary>E-forms: one schema, rendered and checked on the server.</summary>
public sealed class FormsRoom : Room
{
    public override string Name => "Forms";

    public override IReadOnlyList<ImportVerb> Imports => [UnitLibrary.Units.Import, BurdenRates.Import, CodeLists.Lists.Import, ImportForms.Forms.Import];

    public override IReadOnlyList<DefinitionKind> Definitions => [ImportForms.Forms, CodeLists.Lists];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<UnitLibrary>()
        .AddSingleton(provider => new FormLibrary(provider.GetRequiredService<DefinitionStore>(), provider.GetRequiredService<UnitLibrary>()));
}

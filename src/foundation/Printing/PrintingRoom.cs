using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Printing.Contracts;
using VanLang.Printing.Templates;

namespace VanLang.Printing;

/// <summary>Printed papers: declarative templates made into PDF.</summary>
public sealed class PrintingRoom : Room
{
    public override string Name => "Printing";

    public override IReadOnlyList<ImportVerb> Imports => [ImportTemplates.Templates.Import];

    public override IReadOnlyList<DefinitionKind> Definitions => [ImportTemplates.Templates];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<TemplateLibrary>();
}

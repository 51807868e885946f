using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Rules.Contracts;

namespace VanLang.Rules;

/// <summary>Decisions: FEEL and DMN.</summary>
public sealed class RulesRoom : Room
{
    public override string Name => "Rules";

    public override IReadOnlyList<ImportVerb> Imports => [Decisions];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<DecisionLibrary>();

    static ImportVerb Decisions { get; } = new(
        "decisions", "Bảng quyết định DMN / DMN decisions", "decisions",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(path, DecisionLibrary.Kind, ".dmn", Read, cancellationToken));

    static DefinitionReading Read(DefinitionFile file) => DefinitionReading.Of(
        file,
        [
            .. DecisionModel.Load(file.Content).Problems.Select(problem => new ImportProblem(
                file.Name, problem.Line, "$", null, problem.Code, problem.Message, problem.Message)),
        ]);
}

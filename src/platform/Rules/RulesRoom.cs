using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;

namespace VanLang.Rules;

/// <summary>Decisions: FEEL and DMN.</summary>
public sealed class RulesRoom : Room
{
    public override string Name => "Rules";

    public override IReadOnlyList<ImportVerb> Imports => [Decisions];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<DecisionLibrary>();

    static ImportVerb Decisions { get; } = new(
        "decisions", "Bảng quyết định DMN / DMN decisions", "decisions",
        (services, path, cancellationToken) =>
        {
            // Several files of one folder may import each other.
            FolderImports imports = new(System.IO.Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
            return services.GetRequiredService<DefinitionImport>().Run(path, DecisionLibrary.Kind, ".dmn", file => Read(file, imports, services), cancellationToken);
        });

    /// <summary>A table that overlaps itself, leaves a gap, holds a row that nothing reaches or a row without a citation does not become law here.</summary>
    static DefinitionReading Read(DefinitionFile file, FolderImports imports, IServiceProvider services)
    {
        DecisionModelLoad load = DecisionModel.Load(file.Content, imports.Find);
        List<FeelProblem> problems = [.. load.Model is { } model ? DecisionCheck.Of(model) : load.Problems];
        if (file.FirstDay != DateOnly.MinValue && load.Model is not null)
            problems.AddRange(DecisionCheck.Day(load.Model, file.FirstDay));
        IEnumerable<ImportProblem> unanswered = load.Model is { } sound ? services.GetServices<IDecisionDemand>().SelectMany(demand => demand.Check(file.Name, file.Key, sound)) : [];
        return DefinitionReading.Of(
            file,
            [
                .. problems.Select(problem => new ImportProblem(file.Name, problem.Line, "$", problem.ElementId, problem.Code, problem.MessageIn(Vietnamese), problem.Message)),
                .. unanswered,
            ]);
    }

    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
}

using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Sheets;

namespace VanLang.Rules;

/// <summary>Decisions: FEEL and DMN.</summary>
public sealed class RulesRoom : Room
{
    public override string Name => "Rules";

    public override IReadOnlyList<ImportVerb> Imports => [Decisions.Import];

    public override IReadOnlyList<DefinitionKind> Definitions => [Decisions];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<DecisionLibrary>();

    static DefinitionKind Decisions { get; } = new(
        DecisionLibrary.Kind, "decisions", "Bảng quyết định DMN / DMN decisions", "decisions", ".dmn",
        (services, folder, _) =>
        {
            // Several files of one folder may import each other.
            FolderImports imports = new(folder);
            return Task.FromResult<Func<DefinitionFile, DefinitionReading>>(file => Read(file, imports, services));
        })
    {
        Title = XmlTitle.Of,
        TestEnding = ".tests.json",
        Sheet = DecisionSheet.Sheet,
        TestSheet = DecisionTestSheet.Sheet,
        From = DecisionSheet.From,
        Try = path => [.. DecisionTests.OfFile(path, VietnamTime.ToLocal(TimeProvider.System.GetUtcNow())).Outcomes.Where(outcome => !outcome.Passed)
            .Select(outcome => new ImportProblem(Path.GetFileName(path), null, "$", outcome.Name, "DMN-TEST-FAILED", outcome.Message, outcome.Message))],
    };

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

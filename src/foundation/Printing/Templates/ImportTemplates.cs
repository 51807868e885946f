using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Printing.Contracts;

namespace VanLang.Printing.Templates;

/// <summary>Publishes print templates.</summary>
static class ImportTemplates
{
    public static DefinitionKind Templates { get; } = new(
        TemplateLibrary.Kind, "templates", "Mẫu in / print templates", "templates", ".json", (_, _, _) => Task.FromResult<Func<DefinitionFile, DefinitionReading>>(Read))
    {
        Title = content => JsonTitle.Of(content, "title"),
        Sheet = TemplateSheet.Sheet,
        From = JsonDay.From,
    };

    static DefinitionReading Read(DefinitionFile file)
    {
        PrintTemplateLoad load = PrintTemplate.Load(file.Content, file.Name);
        return new(file.Key, file.Content, load.Template?.ValidFrom ?? file.FirstDay, load.Template?.ValidTo,
            [.. load.Problems.Select(problem => new ImportProblem(file.Name, null, problem.Path, null, problem.Code, problem.Reason, problem.Reason))]);
    }
}

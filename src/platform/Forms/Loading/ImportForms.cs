using Microsoft.Extensions.DependencyInjection;
using VanLang.Forms.Burden;
using VanLang.Forms.Contracts;
using VanLang.Forms.Lists;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Forms.Loading;

/// <summary>Publishes e-forms from a folder beside the folder of code lists (<c>../catalogs</c>).</summary>
static class ImportForms
{
    public static DefinitionKind Forms { get; } = new(
        FormLibrary.Kind, "forms", "Tờ khai điện tử / e-forms", "forms", ".json",
        async (_, folder, cancellationToken) =>
        {
            string catalogFolder = Path.Combine(folder, "..", CodeLists.Folder);
            string[] catalogs = Directory.Exists(catalogFolder)
                ? await Task.WhenAll(Directory.EnumerateFiles(catalogFolder, "*.json").Order(StringComparer.Ordinal).Select(file => File.ReadAllTextAsync(file, cancellationToken)))
                : [];
            return file => Read(file, catalogs);
        })
    {
        Sheet = FormSheet.Sheet,
        Advise = FormAdvice.Of,
        Source = FormLibrary.Schema,
        Title = content => JsonTitle.Of(FormLibrary.Schema(content), "properties", "titleVi"),
        Copies = ListsInForms.Copies,
        Beside = content => FormLibrary.Lists(content).Select(list => KeyValuePair.Create($"{CodeLists.Folder}/{list.Key}{CodeLists.Ending}", list.Value)),
    };

    static DefinitionReading Read(DefinitionFile file, string[] catalogs)
    {
        string bundle = FormLibrary.Bundle(file.Content, catalogs);
        FormLoad load = FormLibrary.Load(bundle);
        return new(file.Key, bundle, file.FirstDay, null,
        [
            .. load.Problems.Select(problem => new ImportProblem(
                file.Name, null, problem.Path, null, problem.Code, problem.Reason.Vietnamese, problem.Reason.English ?? problem.Reason.Vietnamese)),
        ]);
    }
}

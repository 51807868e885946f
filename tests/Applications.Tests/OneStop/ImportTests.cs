using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class ImportTests : IAsyncLifetime
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-import-").FullName;
    DemonstrationHouse house = null!;

    public async ValueTask InitializeAsync() => house = await DemonstrationHouse.Open();

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_process_with_an_unknown_element_is_named_with_its_line_and_nothing_of_the_import_is_deployed()
    {
        int before = await Definitions();
        Take("processes/tra-trong-ngay.bpmn", text => text.Replace("name=\"Giải quyết", "name=\"Mới: giải quyết", StringComparison.Ordinal));
        string broken = Take("processes/dang-ky-ho-tich.bpmn", text =>
            text.Replace("  </bpmn:process>", "    <bpmn:scriptTaskOfOurs id=\"la-lam\" name=\"Lạ\" />\n  </bpmn:process>", StringComparison.Ordinal));
        int line = File.ReadAllLines(broken).TakeWhile(text => !text.Contains("la-lam", StringComparison.Ordinal)).Count() + 1;

        ImportResult result = await Import("processes");

        ImportProblem problem = result.Problems.First(problem => problem.Row == "la-lam");
        (problem.File, problem.Line).ShouldBe(("dang-ky-ho-tich.bpmn", line));
        problem.ReasonVi.ShouldNotBeEmpty();
        problem.ReasonEn.ShouldNotBeEmpty();
        (await Definitions()).ShouldBe(before);
    }

    [Fact]
    public async Task A_faulty_procedure_loads_nothing_of_its_folder()
    {
        int before = await Definitions();
        Take("procedures/1.001193.json", text => text.Replace("\"copiesOfDossier\": 1", "\"copiesOfDossier\": 2", StringComparison.Ordinal));
        Take("procedures/2.000635.json", text => text.Replace("\"copiesOfDossier\": 1", "\"copiesOfDossier\": \"một\"", StringComparison.Ordinal));

        ImportResult result = await Import("procedures");

        ImportProblem problem = result.Problems.ShouldHaveSingleItem();
        problem.File.ShouldBe("2.000635.json");
        problem.Line.ShouldNotBeNull();
        (await Definitions()).ShouldBe(before);
    }

    [Fact]
    public async Task Importing_the_province_again_changes_nothing()
    {
        int definitions = await Definitions();
        int events = await Events();

        await new ProvinceLoader(house.Services, house.Get<RoomCatalog>()).Load(ProgramServices.ProvinceFolder, DemonstrationHouse.Token);

        (await Definitions()).ShouldBe(definitions);
        (await Events()).ShouldBe(events);
    }

    Task<ImportResult> Import(string name) => ProvinceLoader.Verbs(house.Get<RoomCatalog>()).Single(verb => verb.Name == name).Run(house.Services, folder, DemonstrationHouse.Token);

    Task<int> Definitions() => house.Read((db, token) => db.Set<Definition>().CountAsync(token));

    Task<int> Events() => house.Read((db, token) => db.Set<RecordEvent>().CountAsync(token));

    string Take(string file, Func<string, string> change)
    {
        string text = File.ReadAllText(Path.Combine(ProgramServices.ProvinceFolder, file));
        string changed = change(text);
        changed.ShouldNotBe(text);
        string path = Path.Combine(folder, Path.GetFileName(file));
        File.WriteAllText(path, changed);
        return path;
    }
}

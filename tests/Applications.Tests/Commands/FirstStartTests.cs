using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Hosting;
using Xunit;

namespace VanLang.Applications.Tests.Commands;

public sealed class FirstStartTests : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-first-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_schema_of_an_empty_PostgreSQL_database_is_made_without_a_word_of_failure()
    {
        string database = await PostgresCluster.EmptyDatabase();
        try
        {
            (int code, string said) = await ProgramCommand.Run("--database", database, "import", "holidays", Path.Combine(ProgramServices.ProvinceFolder, "holidays.json"), "--data", folder);

            code.ShouldBe(0, said);
            said.ShouldNotContain("fail:");
            said.ShouldNotContain("__EFMigrationsHistory");
        }
        finally
        {
            await PostgresCluster.Drop(database);
        }
    }
}

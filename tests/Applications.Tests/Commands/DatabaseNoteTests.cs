using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Hosting;
using Xunit;

namespace VanLang.Applications.Tests.Commands;

/// <summary>A data folder and its PostgreSQL database are one installation: whoever names the wrong one, or none, is told so before anything is made or changed.</summary>
public sealed class DatabaseNoteTests : IAsyncLifetime
{
    static readonly string Holidays = Path.Combine(ProgramServices.ProvinceFolder, "holidays.json");

    readonly string root = System.IO.Directory.CreateTempSubdirectory("vanlang-note-").FullName;
    string database = null!;

    string Folder => Path.Combine(root, "data");

    public async ValueTask InitializeAsync()
    {
        database = await PostgresCluster.EmptyDatabase();
        (int code, string said) = await ProgramCommand.Run("--database", database, "import", "holidays", Holidays, "--data", Folder);
        code.ShouldBe(0, said);
    }

    public async ValueTask DisposeAsync()
    {
        await PostgresCluster.Drop(database);
        System.IO.Directory.Delete(root, recursive: true);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("backup")]
    [InlineData("run")]
    public async Task Who_forgets_to_name_the_database_gets_no_empty_one_that_looks_good(string verb)
    {
        string[] backup = verb == "backup" ? ["--to", Path.Combine(root, "backups"), "--keep", "1"] : verb == "run" ? ["--port", "0"] : [];

        (int code, string said) = await ProgramCommand.Run([verb, "--data", Folder, .. backup]);

        code.ShouldBe(1, said);
        said.ShouldContain("--database");
        said.ShouldNotContain("   at ");
        File.Exists(Path.Combine(Folder, "vanlang.db")).ShouldBeFalse();
        System.IO.Directory.Exists(Path.Combine(root, "backups")).ShouldBeFalse();
    }

    [Fact]
    public async Task Neither_the_folder_of_another_database_nor_one_with_a_database_of_its_own_is_let_in()
    {
        string other = await PostgresCluster.EmptyDatabase(), folder = Path.Combine(root, "other"), own = Path.Combine(root, "own");
        try
        {
            (await ProgramCommand.Run("--database", other, "import", "holidays", Holidays, "--data", folder)).Code.ShouldBe(0);
            (await ProgramCommand.Run("import", "holidays", Holidays, "--data", own)).Code.ShouldBe(0);

            foreach (string stranger in new[] { folder, own })
            {
                (int code, string said) = await ProgramCommand.Run("--database", database, "verify", "--data", stranger);
                code.ShouldBe(1, said);
                said.ShouldContain(stranger == folder ? "not that of this database" : "move-database");
                said.ShouldNotContain("   at ");
            }

            (int right, string good) = await ProgramCommand.Run("--database", database, "verify", "--data", Folder);
            right.ShouldBe(0, good);
        }
        finally
        {
            await PostgresCluster.Drop(other);
        }
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_in_one_line()
    {
        foreach (string wrong in new[] { "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x;Timeout=3", database + "_none;Username=nobody" })
        {
            (int code, string said) = await ProgramCommand.Run("--database", wrong, "verify", "--data", Path.Combine(root, "nowhere"));

            code.ShouldBe(1, said);
            said.Trim().ShouldNotContain("\n");
            said.ShouldNotContain("Exception");
        }
    }
}

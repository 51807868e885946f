using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Hosting;
using Xunit;

namespace VanLang.Applications.Tests.Commands;

/// <summary>A data folder and its PostgreSQL database are one installation: whoever names the wrong one, or none, is told so before anything is made or changed.</summary>
public sealed class DatabaseNoteTests : IDisposable
{
    readonly string root = System.IO.Directory.CreateTempSubdirectory("vanlang-note-").FullName;

    public void Dispose() => System.IO.Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_folder_works_with_its_own_database_and_with_no_other_and_not_without_one()
    {
        string database = await PostgresCluster.EmptyDatabase(), folder = In("data"), backups = In("backups");
        try
        {
            (await ProgramCommand.Run("--database", database, "import", "holidays", Path.Combine(ProgramServices.ProvinceFolder, "holidays.json"), "--data", folder)).Code.ShouldBe(0);

            // Who forgets to name the database gets no empty one that looks good, and loses no backup to it.
            foreach (string[] forgotten in (string[][])[["verify"], ["backup", "--to", backups, "--keep", "1"], ["run", "--port", "0"]])
                await Refused("--database", [.. forgotten, "--data", folder]);
            File.Exists(Path.Combine(folder, "vanlang.db")).ShouldBeFalse();
            System.IO.Directory.Exists(backups).ShouldBeFalse();

            string stranger = In("stranger"), own = In("own");
            await File.WriteAllTextAsync(Path.Combine(System.IO.Directory.CreateDirectory(stranger).FullName, "database"), $"PostgreSQL {Guid.NewGuid():N}", DemonstrationHouse.Token);
            await File.WriteAllBytesAsync(Path.Combine(System.IO.Directory.CreateDirectory(own).FullName, "vanlang.db"), [], DemonstrationHouse.Token);
            await Refused("not that of this database", "--database", database, "verify", "--data", stranger);
            await Refused("move-database", "--database", database, "verify", "--data", own);

            (int code, string said) = await ProgramCommand.Run("--database", database, "verify", "--data", folder);
            code.ShouldBe(0, said);
        }
        finally
        {
            await PostgresCluster.Drop(database);
        }
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_in_one_line() =>
        await Refused("not reached", "--database", "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x;Timeout=3", "verify", "--data", In("nowhere"));

    [Fact]
    public async Task A_folder_without_any_database_has_nothing_to_verify()
    {
        await Refused("no database", "verify", "--data", In("empty"));
        File.Exists(Path.Combine(In("empty"), "vanlang.db")).ShouldBeFalse();
    }

    static async Task Refused(string why, params string[] arguments)
    {
        (int code, string said) = await ProgramCommand.Run(arguments);
        code.ShouldBe(1, said);
        said.ShouldContain(why);
        said.Trim().ShouldNotContain("\n");
    }

    string In(string name) => Path.Combine(root, name);
}

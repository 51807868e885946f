using System.CommandLine;
using VanLang.Commands;

namespace VanLang;

static class Program
{
    static Task<int> Main(string[] arguments)
    {
        Option<string?> database = DatabaseOption.Create();
        RootCommand root = new("Văn Lang - chính quyền số của một tỉnh / the digital government of a province")
        {
            RunCommand.Create(),
            ImportCommand.Create(),
            VerifyCommand.Create(),
            LedgerCommand.Create(),
            WitnessCommand.Create(),
            SignCommand.Create(),
            MoveDatabaseCommand.Create(),
            FeelCommand.Create(),
            BpmnCommand.Create(),
            DmnTckCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            AccountsCommand.Create(),
            ClientsCommand.Create(),
            DmnTestCommand.Create(),
            FormPrintCommand.Create(),
            DmnImpactCommand.Create(),
            database,
        };
        ParseResult parsed = root.Parse(arguments);
        DatabaseOption.Apply(parsed, database);
        return parsed.InvokeAsync();
    }
}

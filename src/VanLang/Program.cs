using System.CommandLine;
using VanLang.Commands;

namespace VanLang;

static class Program
{
    static Task<int> Main(string[] arguments)
    {
        RootCommand root = new("Văn Lang - chính quyền số của một tỉnh / the digital government of a province")
        {
            RunCommand.Create(),
            ImportCommand.Create(),
            VerifyCommand.Create(),
            FeelCommand.Create(),
            DmnTckCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
        };
        return root.Parse(arguments).InvokeAsync();
    }
}

using System.CommandLine;
using VanLang.Bench.Scenarios;

namespace VanLang.Bench;

/// <summary><c>./bench NAME</c>: measures the program on this machine. A scenario is one file in <c>Scenarios</c> and one line here.</summary>
static class Program
{
    static Task<int> Main(string[] arguments)
    {
        RootCommand root = new("Đo chương trình trên máy này / measures the program on this machine. Mã thoát 1: có số dưới mức phải đạt / exit code 1: a figure misses its floor")
        {
            FeelScenario.Create(),
            SignaturesScenario.Create(),
            EngineScenario.Create(),
            StepsScenario.Create(),
            InstancesScenario.Create(),
            ChildrenScenario.Create(),
            JobsScenario.Create(),
            TimersScenario.Create(),
            RecordScenario.Create(),
            LedgerScenario.Create(),
            DeskScenario.Create(),
            RehearsalScenario.Create(),
            PublicScenario.Create(),
            PeopleScenario.Create(),
            Http.Server.Command(),
        };
        return root.Parse(arguments).InvokeAsync();
    }
}

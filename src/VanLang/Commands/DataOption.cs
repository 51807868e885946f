using System.CommandLine;
using VanLang.Hosting;

namespace VanLang.Commands;

/// <summary><c>--data DIR</c>, the same in every command.</summary>
static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "Thư mục dữ liệu / data folder",
        DefaultValueFactory = _ => ProgramServices.DefaultDataFolder,
    };
}

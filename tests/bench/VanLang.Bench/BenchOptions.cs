using System.CommandLine;

namespace VanLang.Bench;

/// <summary>Options that several scenarios have, the same in each; a scenario takes those it uses.</summary>
static class BenchOptions
{
    /// <summary><c>--rounds N</c>: how often everything is measured, one after the other.</summary>
    public static Option<int> Rounds(int usual = 3) => new("--rounds") { Description = "Số vòng đo / rounds", DefaultValueFactory = _ => usual };

    /// <summary><c>--seconds N</c>: how long a round lasts, for each figure.</summary>
    public static Option<double> Seconds(double usual) => new("--seconds") { Description = "Số giây mỗi vòng / seconds of a round", DefaultValueFactory = _ => usual };

    /// <summary><c>--clients N</c>: how many work at once.</summary>
    public static Option<int> Clients(int usual = 8) => new("--clients") { Description = "Số luồng cùng lúc / clients at once", DefaultValueFactory = _ => usual };

    /// <summary><c>--size N</c>: how many dossiers lie in the database before.</summary>
    public static Option<int> Size(int usual) => new("--size") { Description = "Số hồ sơ có sẵn / dossiers in the database", DefaultValueFactory = _ => usual };

    /// <summary><c>--db sqlite|pg</c>: on which database.</summary>
    public static Option<string> Database()
    {
        Option<string> option = new("--db") { Description = "Cơ sở dữ liệu / database", DefaultValueFactory = _ => "sqlite" };
        option.AcceptOnlyFromAmong("sqlite", "pg");
        return option;
    }

    /// <summary><c>--years N</c>: how many years of a province's work lie in the database before.</summary>
    public static Option<int> Years() => new("--years") { Description = "Số năm dữ liệu có sẵn / years of data", DefaultValueFactory = _ => 0 };

    /// <summary><c>--json FILE</c>: the report for machines.</summary>
    public static Option<FileInfo?> Json() => new("--json") { Description = "Ghi kết quả ra tệp JSON / report as JSON" };
}

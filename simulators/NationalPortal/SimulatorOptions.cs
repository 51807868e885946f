using System.Globalization;

namespace VanLang.Simulators.NationalPortal;

/// <summary>What the command line says.</summary>
/// <param name="Port">0 lets the system choose.</param>
/// <param name="Data">Folder that keeps dossiers, files and what the province has told.</param>
/// <param name="Province">The province's published data: procedures, forms, agencies, and the invented citizens who may sign in.</param>
sealed record SimulatorOptions(int Port, string Data, string Province, string ClientId, string ClientSecret)
{
    public const string Usage = "national-portal [--port N] [--data DIR] [--province DIR] [--client-id ID] [--client-secret SECRET]";

    /// <summary>The options, or null after saying what is wrong.</summary>
    public static SimulatorOptions? Read(string[] arguments)
    {
        // Known to everybody on purpose: nothing behind them is real.
        SimulatorOptions options = new(8090, Path.Combine("data", "national-portal"), "province", "phu-tho", "mo-phong");
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            string value = arguments[i + 1];
            SimulatorOptions? next = arguments[i] switch
            {
                "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) => options with { Port = port },
                "--data" => options with { Data = value },
                "--province" => options with { Province = value },
                "--client-id" => options with { ClientId = value },
                "--client-secret" => options with { ClientSecret = value },
                _ => null,
            };
            if (next is null)
            {
                Console.Error.WriteLine(Usage);
                return null;
            }

            options = next;
        }

        if (arguments.Length % 2 == 0)
            return options;
        Console.Error.WriteLine(Usage);
        return null;
    }
}

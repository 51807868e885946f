using System.Globalization;

namespace VanLang.Simulators.LocalSigning;

/// <summary>What the command line says.</summary>
/// <param name="Port">Where it listens on the loopback; the usual one is 47115.</param>
/// <param name="Data">Folder that keeps key, certificates and paired sites; readable by its owner alone.</param>
/// <param name="Name">Whose key it is; made at the first start.</param>
/// <param name="Authority">Simulated trust services that certify the key then.</param>
/// <param name="AgreesAlways">Answers yes without asking, for tests.</param>
sealed record SimulatorOptions(int Port, string Data, string Name, Uri? Authority, bool AgreesAlways)
{
    public const string Usage = "local-signing [--port N] [--data DIR] --name \"HỌ TÊN\" --trust-services URL [--agrees-always yes]";

    /// <summary>The options, or null after saying what is wrong.</summary>
    public static SimulatorOptions? Read(string[] arguments)
    {
        SimulatorOptions options = new(47115, Path.Combine("data", "local-signing"), "", null, false);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            SimulatorOptions? next = (arguments[i], value) switch
            {
                ("--port", not null) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) => options with { Port = port },
                ("--data", not null) => options with { Data = value },
                ("--name", { Length: > 0 and <= 60 }) => options with { Name = value },
                ("--trust-services", not null) when Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out Uri? authority) => options with { Authority = authority },
                ("--agrees-always", "yes") => options with { AgreesAlways = true },
                // Every simulator is started alike; this one has no use for the province.
                ("--province", not null) => options,
                _ => null,
            };
            if (next is null)
            {
                Console.Error.WriteLine(Usage);
                return null;
            }

            options = next;
        }

        return options;
    }
}

using System.Globalization;

namespace VanLang.Simulators.TrustServices;

/// <summary>What the command line says.</summary>
/// <param name="Port">0 lets the system choose. Certificates name the address they were issued at, so a folder belongs to its port.</param>
/// <param name="Data">Folder that keeps keys, certificates and revocations; readable by its owner alone.</param>
sealed record SimulatorOptions(int Port, string Data)
{
    public const string Usage = "trust-services [--port N] [--data DIR]";

    /// <summary>The options, or null after saying what is wrong.</summary>
    public static SimulatorOptions? Read(string[] arguments)
    {
        SimulatorOptions options = new(8091, Path.Combine("data", "trust-services"));
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            SimulatorOptions? next = (arguments[i], value) switch
            {
                ("--port", not null) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) => options with { Port = port },
                ("--data", not null) => options with { Data = value },
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

using VanLang.Load.Crash;
using VanLang.Load.Processes;

// A program of the tests: work that is killed in the middle, later the load of ./bench.
return args switch
{
    ["crash-worker", string folder, string seed] => await CrashWorker.Run(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), waits: false),
    // Waits for a line before it opens the data, then for a line with the draft to send again, or none.
    ["crash-worker", string folder, string seed, "wait"] => await CrashWorker.Run(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), waits: true),
    // Waits for a line, too.
    ["process-worker", string folder, string seed, string beginning, string factor] => await ProcessWorker.Run(folder, seed, beginning, factor),
    ["portal-worker", string folder, string address] => await PortalWorker.Run(folder, address),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("crash-worker FOLDER SEED [wait] | process-worker FOLDER SEED BEGINNING FACTOR | portal-worker FOLDER ADDRESS");
    return 2;
}

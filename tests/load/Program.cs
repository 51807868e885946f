using VanLang.Load.Crash;

// A program of the tests: work that is killed in the middle, later the load of ./bench.
return args switch
{
    ["crash-worker", string folder, string seed] => await CrashWorker.Run(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), waits: false),
    // Waits for a line before it opens the data, then for a line with the draft to send again, or none.
    ["crash-worker", string folder, string seed, "wait"] => await CrashWorker.Run(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture), waits: true),
    ["portal-worker", string folder, string address] => await PortalWorker.Run(folder, address),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("crash-worker FOLDER SEED [wait] | portal-worker FOLDER ADDRESS");
    return 2;
}

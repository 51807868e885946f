using VanLang.Load.Crash;

// A program of the tests: work that is killed in the middle, later the load of ./bench.
return args switch
{
    ["crash-worker", string folder, string seed] => await CrashWorker.Run(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("crash-worker FOLDER SEED");
    return 2;
}

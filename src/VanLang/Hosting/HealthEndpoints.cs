using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VanLang.Kernel.Access;
using VanLang.Kernel.Telemetry;
using VanLang.Ledger.Contracts;

namespace VanLang.Hosting;

/// <summary>
/// For the operator's watch. <c>/health/live</c> and <c>/health/ready</c> are open and tell strangers no figures; the figures are for this machine, or for who
/// has the token of <c>VANLANG_MetricsToken</c>.
/// </summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder health = endpoints.MapGroup("/health").WithMetadata(new PublicPageAttribute());
        health.MapGet("/live", () => Results.Text("ok"));
        health.MapGet("/ready", Ready);
        endpoints.MapGet("/metrics", Metrics).WithMetadata(new PublicPageAttribute());
    }

    static async Task<IResult> Ready(HttpContext context, Readiness readiness, HouseStateReader house, PublishedLog log, DatabaseClock clock, IConfiguration configuration, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> missing = await readiness.Missing(cancellationToken);
        int status = missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (!IsOperator(context, configuration))
            return Results.Text(missing.Count == 0 ? "ok" : "not ready", statusCode: status);
        StringBuilder text = new(missing.Count == 0 ? "ok\n" : $"not ready: {string.Join(", ", missing)}\n");
        // Counts of what waits for somebody do not make a node unready: no other node would do better.
        if (!missing.Contains("database"))
        {
            HouseState state = await house.Read(cancellationToken);
            if (await clock.Ahead(cancellationToken) is { } ahead)
                text.Append(CultureInfo.InvariantCulture, $"clock ahead of the database: {ahead.TotalSeconds:0.0} s\n");
            text.Append(CultureInfo.InvariantCulture, $"unsealed events: {state.Unsealed}, oldest {Age(state.At, state.OldestUnsealedAt)} s\n");
            text.Append(CultureInfo.InvariantCulture, $"parked events: {state.ParkedEvents}\nfailed jobs: {state.FailedJobs}\noverdue jobs: {state.OverdueJobs}, oldest {Age(state.At, state.OldestDueAt)} s\n");
            LedgerState ledger = await log.State(cancellationToken);
            text.Append(CultureInfo.InvariantCulture, $"signed head of the log: {ledger.Size}, {ledger.Cosigned} of {ledger.Witnesses} witnesses\n");
            foreach (LedgerProblem problem in ledger.Problems)
                text.Append(CultureInfo.InvariantCulture, $"log: {problem.Text(CultureInfo.GetCultureInfo("en"))}\n");
        }

        return Results.Text(text.ToString(), statusCode: status);
    }

    static async Task<IResult> Metrics(HttpContext context, HouseStateReader house, PublishedLog log, IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!IsOperator(context, configuration))
            return Results.NotFound();
        HouseState state = await house.Read(cancellationToken);
        using Process process = Process.GetCurrentProcess();
        StringBuilder text = new();
        Add("record_sealed_events", "Sealed events of the record", state.Sealed);
        Add("record_unsealed_events", "Events that wait for the sequencer", state.Unsealed);
        Add("record_oldest_unsealed_seconds", "Age of the oldest of them", Age(state.At, state.OldestUnsealedAt));
        if (state.OldestWriter is { } writer)
            Add("record_oldest_writer_seconds", "How long the oldest writing transaction of the database has lasted", Age(state.At, writer.Since));
        Add("record_parked_events", "Events whose follow-up failed or waits behind one", state.ParkedEvents);
        Add("jobs_overdue", "Jobs past their time", state.OverdueJobs);
        Add("jobs_oldest_overdue_seconds", "How long the oldest of them is past it", Age(state.At, state.OldestDueAt));
        Add("jobs_failed", "Jobs that have used up their tries", state.FailedJobs);
        Add("files_quarantined", "Files that wait for the scanner", state.QuarantinedFiles);
        Add("database_bytes", "Size of the database", state.DatabaseBytes);
        Add("free_bytes", "Free where the files lie", state.FreeBytes);
        Add("nodes", "Programs that gave a sign of life lately", state.Nodes.Count);
        LedgerState ledger = await log.State(cancellationToken);
        Add("ledger_signed_events", "Events under the newest signed head of the log", ledger.Size);
        Add("ledger_signed_age_seconds", "Time since that head was signed", Age(state.At, ledger.SignedAt));
        Add("ledger_witnesses_missing", "Witnesses that have not signed it", ledger.Witnesses - ledger.Cosigned);
        Add("ledger_alarms", "Signs that the log was altered or exchanged", ledger.Problems.Count(problem => problem.IsAlarming));
        if (state.LastBackup is { } backup)
            Add("backup_age_seconds", "Time since the last backup", Age(state.At, backup.FinishedAt));
        Add("process_resident_bytes", "Memory of this program", process.WorkingSet64);
        Add("process_cpu_seconds", "Processor time of this program", process.TotalProcessorTime.TotalSeconds);
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");

        void Add(string name, string help, double value) => text.Append(
            CultureInfo.InvariantCulture, $"# HELP vanlang_{name} {help}\n# TYPE vanlang_{name} gauge\nvanlang_{name} {value}\n");
    }

    static double Age(DateTimeOffset now, DateTimeOffset? since) => since is { } at ? Math.Max(0, Math.Floor((now - at).TotalSeconds)) : 0;

    static bool IsOperator(HttpContext context, IConfiguration configuration)
    {
        if (LocalRequest.Is(context))
            return true;
        return configuration["MetricsToken"] is { Length: >= 16 } token
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes($"Bearer {token}"), Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()));
    }
}

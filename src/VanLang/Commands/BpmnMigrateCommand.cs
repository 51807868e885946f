using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang bpmn migrate KEY --from V --to V [--mapping FILE] --dry-run</c>: running instances to another version; a dry run changes nothing.</summary>
static class BpmnMigrateCommand
{
    public static Command Create()
    {
        Argument<string> key = new("KEY") { Description = "Tên quy trình / name of the process" };
        Option<string> from = new("--from") { Description = "Phiên bản đang chạy, phần đầu là đủ / version they run on, its beginning will do", Required = true };
        Option<string> to = new("--to") { Description = "Phiên bản sẽ chạy / version they are to run on", Required = true };
        Option<FileInfo?> mapping = new("--mapping") { Description = "Bảng chuyển bước JSON; không có thì theo mã trùng nhau / mapping, JSON; by equal ids if not given" };
        Option<bool> dryRun = new("--dry-run") { Description = "Chỉ cho biết từng trường hợp sẽ ra sao / only say what would become of each" };
        Option<string?> reason = new("--reason") { Description = "Lý do, được ghi vào sổ / reason, kept on record" };
        Option<string> data = DataOption.Create();
        Command command = new("migrate", "Chuyển các quy trình đang chạy sang phiên bản khác / let running instances go to another version") { key, from, to, mapping, dryRun, reason, data };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data),
            services => Run(
                services, parsed.GetRequiredValue(key), parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(mapping), parsed.GetValue(dryRun), parsed.GetValue(reason), cancellationToken),
            cancellationToken));
        return command;
    }

    /// <returns>0 where all can go, or the migration has begun; 1 where some cannot; 2 where nothing could be tried.</returns>
    public static async Task<int> Run(
        IServiceProvider services, string key, string from, string to, FileInfo? file, bool dryRun, string? reason, CancellationToken cancellationToken)
    {
        List<ProcessPublication> versions = await services.GetRequiredService<ProcessModels>().Versions(key, cancellationToken);
        if (Only(versions, from) is not { } source || Only(versions, to) is not { } target)
        {
            await Console.Error.WriteLineAsync($"{key}: không có đúng một phiên bản như vậy / there is not just one such version: {string.Join(", ", versions.Select(version => version.Version[..12]))}");
            return 2;
        }

        MigrationMapping mapping;
        try
        {
            string json = file is null ? "" : await File.ReadAllTextAsync(file.FullName, cancellationToken);
            if (MigrationMapping.Misshapen(json) is { } misshapen)
            {
                await Console.Error.WriteLineAsync(Say(misshapen));
                return 2;
            }

            mapping = MigrationMapping.Read(json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        MigrationRuns runs = services.GetRequiredService<MigrationRuns>();
        IReadOnlyList<MigrationProblem> wrong = await runs.Check(key, source, target, mapping);
        foreach (MigrationProblem problem in wrong)
            await Console.Error.WriteLineAsync(Say(problem));
        if (wrong.Count > 0)
            return 2;
        return dryRun ? await Try(runs, key, source, target, mapping, cancellationToken) : await Begin(services, key, source, target, mapping, reason, cancellationToken);
    }

    static async Task<int> Try(MigrationRuns runs, string key, string from, string to, MigrationMapping mapping, CancellationToken cancellationToken)
    {
        Dictionary<string, int> classes = [];
        (int can, int cannot) = (0, 0);
        await foreach (MigrationTrial trial in runs.DryRun(key, from, to, mapping, cancellationToken))
        {
            if (trial.Problems.Count == 0)
                can++;
            else
                cannot++;
            string what = trial.Problems.Count == 0 ? $"chuyển được / can go [+{string.Join(' ', trial.Arms)} -{string.Join(' ', trial.Drops)}]" : string.Join("; ", trial.Problems.Select(Say));
            Console.WriteLine($"{trial.InstanceId} {trial.Places}: {what}");
            classes[$"{trial.Places}: {what}"] = classes.GetValueOrDefault($"{trial.Places}: {what}") + 1;
        }

        foreach ((string alike, int count) in classes.OrderByDescending(one => one.Value))
            Console.WriteLine($"{count} × {alike}");
        Console.WriteLine($"{can} chuyển được, {cannot} không. / {can} can go, {cannot} cannot.");
        return cannot == 0 ? 0 : 1;
    }

    static async Task<int> Begin(IServiceProvider services, string key, string from, string to, MigrationMapping mapping, string? reason, CancellationToken cancellationToken)
    {
        Outcome<MigrationStarted> started = await services.GetRequiredService<StartMigration>().Execute(key, from, to, mapping, reason ?? "", Guid.NewGuid().ToString("N"), Actor.System, cancellationToken);
        if (!started.Succeeded)
        {
            await Console.Error.WriteLineAsync(started.Failure.ToString());
            return 2;
        }

        Console.WriteLine($"{started.Value.RunId}: chương trình đang chạy sẽ chuyển lần lượt / the running program does it one after the other: /can-bo/van-hanh/chuyen-phien-ban/{started.Value.RunId}");
        return 0;
    }

    static string? Only(List<ProcessPublication> versions, string beginning) =>
        versions.Where(version => version.Version.StartsWith(beginning, StringComparison.Ordinal)).ToList() is [var one] ? one.Version : null;

    static string Say(MigrationProblem problem) => $"{problem.TextIn(CultureInfo.GetCultureInfo("vi"))} / {problem.TextIn(CultureInfo.GetCultureInfo("en"))}";
}

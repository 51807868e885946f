using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Bench.Databases;
using VanLang.Bench.Seed;
using VanLang.Designing.Changes;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.OneStop.Law.Rehearsals;

namespace VanLang.Bench.Scenarios;

/// <summary><c>./bench rehearsal</c>: a change of table, form and process of the most asked procedure, played with the dossiers of a year.</summary>
static class RehearsalScenario
{
    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds(1);
        Option<int> size = BenchOptions.Size(60_000);
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("rehearsal", "Diễn tập một thay đổi với hồ sơ một năm / rehearse a change with the dossiers of a year") { rounds, size, json };
        command.SetAction((parsed, _) => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(size), parsed.GetValue(json)));
        return command;
    }

    static async Task<int> Run(int rounds, int size, FileInfo? json)
    {
        Report report = new($"rehearsal, {size:#,0} dossiers");
        await using Cluster cluster = await Cluster.Start();
        string connection = await cluster.Create("rehearsal");
        await SeededHouse.Make(connection, size);
        await using House house = await House.Open(connection, workers: false);
        Actor admin = (await Cast.Of(house.Services))["admin"];
        Guid change = await Change(house, admin);
        DateOnly today = VietnamTime.DateOf(DateTimeOffset.UtcNow);
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
        List<double> seconds = [], each = [];
        for (int round = 0; round < rounds; round++)
        {
            Guid id = Value(await house.Get<StartRehearsal>().Handle(change, today.AddYears(-1), today, Guid.NewGuid().ToString("N"), admin, CancellationToken.None));
            long started = Stopwatch.GetTimestamp();
            while (await jobs.RunDue(CancellationToken.None) > 0)
            {
            }

            double took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Rehearsal played = await house.Get<UnitOfWork>().Read((db, token) => db.Set<Rehearsal>().SingleAsync(one => one.Id == id, token), CancellationToken.None);
            Console.WriteLine($"{played.State}: {played.Looked:#,0} dossiers played, {played.Touched:#,0} come out otherwise");
            seconds.Add(took);
            each.Add(1000 * took / Math.Max(played.Looked, 1));
        }

        report.Add(new("all of them", "s", seconds) { LessIsBetter = true });
        report.Add(new("a dossier", "ms", each) { LessIsBetter = true });
        return report.Finish(json);
    }

    static async Task<Guid> Change(House house, Actor admin)
    {
        Guid change = Value(await house.Get<StartChange>().Handle("Đo", Key, admin, CancellationToken.None));
        await Put("decision", $"thu-tuc-{Templates.FiledUnder}", isTest: false, text => text.Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal));
        await Put("form", "to-khai-ban-sao-trich-luc", isTest: false, text =>
        {
            JsonObject form = JsonNode.Parse(text)!.AsObject();
            form["components"]![0]!["components"]!.AsArray().Add(JsonNode.Parse("""{"type":"textfield","key":"ly_do","label":"Lý do","validate":{"required":true},"properties":{}}"""));
            return form.ToJsonString();
        });
        await Put("process", "tra-trong-ngay", isTest: false, text => text.Replace("Ký duyệt kết quả", "Ký", StringComparison.Ordinal));
        return change;

        async Task Put(string kind, string key, bool isTest, Func<string, string> alter)
        {
            Guid file = Value(await house.Get<TakeUpFile>().Handle(change, kind, key, null, null, isTest, Key, admin, CancellationToken.None));
            string text = (await house.Get<ChangeReader>().Find(change, CancellationToken.None))!.Files.Single(one => one.Id == file).Content;
            Value(await house.Get<SaveFile>().Handle(file, 0, alter(text), admin, CancellationToken.None));
        }
    }

    static string Key => Guid.NewGuid().ToString("N");

    static T Value<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"{outcome.Failure}");
}

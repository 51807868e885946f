using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Desk;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Law;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>
/// Due times across Tết as a spreadsheet gives them: a column of days with a mark for work, made of the holiday file alone, and WORKDAY or + n
/// beside it. Every day from mid-December to mid-March, each procedure of the six shapes.
/// </summary>
public sealed class DeadlineSheetTests(DeskHost host) : IClassFixture<DeskHost>
{
    static readonly JsonNode Holidays = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "province", "holidays.json")))!;

    static readonly HashSet<DateOnly> Off = [.. Days("daysOff", "date"), .. Days("swaps", "offDate")];

    static readonly HashSet<DateOnly> Worked = [.. Days("swaps", "workingDate")];

    [Theory]
    [InlineData("2.000815", 2017)]
    [InlineData("1.001612", 2017)]
    [InlineData("3.000347", 2017)]
    [InlineData("3.000333", 2017)]
    [InlineData("1.013225", 2017)]
    [InlineData("1.001193", 2027)]
    [InlineData("2.000815", 2027)]
    [InlineData("1.001612", 2027)]
    [InlineData("1.000703", 2027)]
    [InlineData("1.004873", 2027)]
    [InlineData("1.013225", 2027)]
    public async Task A_limit_ends_across_Tet_where_the_spreadsheet_has_it(string code, int year)
    {
        List<string> wrong = [];
        for (DateOnly day = new(year - 1, 12, 15); day <= new DateOnly(year, 3, 15); day = day.AddDays(1))
        {
            Procedure procedure = (await host.Get<ProcedureCatalogue>().InForce(code, day, CancellationToken.None)).ShouldNotBeNull().Procedure;
            TimeLimit limit = LawPages.Limits((await host.Get<ProcedureLaw>().On(code, day, CancellationToken.None)).ShouldNotBeNull(), procedure)[0].Limit;
            foreach (int hour in (int[])[9, 16])
            {
                DateTimeOffset received = new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(7));
                WorkingCalendar calendar = await host.Get<WorkingCalendars>().InForce(received, CancellationToken.None);
                DateOnly expected = limit.Unit switch
                {
                    TimeUnit.InDay => hour < 15 && IsWorked(day) ? day : WorkDay(day, 1),
                    TimeUnit.WorkingDay => WorkDay(day, (int)limit.Value),
                    _ => FirstWorked(day.AddDays((int)limit.Value)),
                };

                DateTimeOffset due = DeadlineClock.Start(calendar, received, limit).DueAt!.Value;

                string row = $"{code} {received:yyyy-MM-dd HH:mm} → {due.ToOffset(received.Offset):yyyy-MM-dd HH:mm}";
                if (due.ToOffset(received.Offset).DateTime != expected.ToDateTime(new TimeOnly(17, 0)))
                    wrong.Add($"{row}, the sheet has {expected:yyyy-MM-dd} 17:00");
            }
        }

        wrong.ShouldBeEmpty();
    }

    static bool IsWorked(DateOnly day) => Worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Off.Contains(day));

    static DateOnly FirstWorked(DateOnly day)
    {
        while (!IsWorked(day))
            day = day.AddDays(1);
        return day;
    }

    static DateOnly WorkDay(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsWorked(day))
                count--;
        }

        return day;
    }

    static IEnumerable<DateOnly> Days(string list, string field) =>
        Holidays[list]!.AsArray().Select(item => DateOnly.ParseExact((string)item![field]!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}

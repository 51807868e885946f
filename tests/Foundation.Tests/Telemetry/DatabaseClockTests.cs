using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Telemetry;
using Xunit;

namespace VanLang.Foundation.Tests.Telemetry;

/// <summary>Nodes share the database's clock: one whose own is wrong is told so, and takes no part.</summary>
public sealed class DatabaseClockTests
{
    [Theory]
    [InlineData(0, false), InlineData(-3600, true), InlineData(3600, true), InlineData(60, true)]
    public async Task A_machine_that_is_ahead_or_behind_is_off(int seconds, bool off)
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        DatabaseClock clock = new(house.Work, new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds)));
        TimeSpan? ahead = await clock.Ahead(KernelHouse.Token);
        // A busy machine takes its time between the two questions.
        ahead!.Value.TotalSeconds.ShouldBeInRange(seconds - 9, seconds + 9);
        DatabaseClock.IsOff(ahead).ShouldBe(off);
    }

    [Fact]
    public async Task A_file_has_no_clock_to_differ_from()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        TimeSpan? ahead = await new DatabaseClock(house.Work, new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Ahead(KernelHouse.Token);
        ahead.ShouldBeNull();
        DatabaseClock.IsOff(ahead).ShouldBeFalse();
    }
}

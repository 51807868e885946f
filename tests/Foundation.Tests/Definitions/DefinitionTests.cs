using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using Xunit;

namespace VanLang.Foundation.Tests.Definitions;

public sealed class DefinitionTestsOnSqlite() : DefinitionTests(StoreKind.Sqlite);

public sealed class DefinitionTestsOnPostgres() : DefinitionTests(StoreKind.Postgres);

public abstract class DefinitionTests(StoreKind store)
{
    static readonly DateOnly July = new(2026, 7, 1);

    [Fact]
    public async Task The_version_in_force_is_found_by_day()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await Publish(house, "cũ", DateOnly.MinValue);
        await Publish(house, "mới", July);

        (await InForce(house, July.AddDays(-1))).ShouldBe("cũ");
        (await InForce(house, July)).ShouldBe("mới");
    }

    [Fact]
    public async Task The_end_of_force_is_the_first_day_without()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await Publish(house, "một năm", new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1));

        (await InForce(house, new DateOnly(2025, 12, 31))).ShouldBeNull();
        (await InForce(house, new DateOnly(2026, 12, 31))).ShouldBe("một năm");
        (await InForce(house, new DateOnly(2027, 1, 1))).ShouldBeNull();
    }

    [Fact]
    public async Task Of_equals_the_latest_published_is_in_force()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await Publish(house, "A", July);
        await Publish(house, "B", July);

        (await InForce(house, July)).ShouldBe("B");
    }

    [Fact]
    public async Task Publishing_again_changes_nothing()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        (await Publish(house, "A", July)).ShouldBeTrue();
        (await Publish(house, "A", July)).ShouldBeFalse();

        (await house.Count<Definition>()).ShouldBe(1);
        (await house.Count<VanLang.Kernel.Record.RecordEvent>()).ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task An_earlier_content_published_again_is_in_force_again(int secondsBetween)
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        foreach (string content in (string[])["A", "B", "A"])
        {
            (await Publish(house, content, July)).ShouldBeTrue();
            house.Time.Advance(TimeSpan.FromSeconds(secondsBetween));
        }

        (await InForce(house, July)).ShouldBe("A");
        (await Publish(house, "A", July)).ShouldBeFalse();
        (await house.Count<Definition>()).ShouldBe(3);
        (await house.Get<DefinitionStore>().AllInForce("form", July, KernelHouse.Token)).Select(d => d.Content).ShouldBe(["A"]);
        (await house.Get<DefinitionStore>().Compiled("form", "to-khai", DefinitionStore.VersionOf("A"), content => content)).ShouldBe("A");
    }

    [Fact]
    public async Task The_same_content_may_hold_from_another_day_or_until_another_day()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await Publish(house, "A", July);

        (await Publish(house, "A", July.AddDays(1))).ShouldBeTrue();
        (await Publish(house, "A", July, July.AddDays(10))).ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_node_published_is_in_force_here_a_second_later()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await Publish(house, "A", July);
        (await InForce(house, July)).ShouldBe("A");
        object before = await house.Get<DefinitionStore>().Mark(KernelHouse.Token);

        // Another program writes to the same database; this one is not told.
        await house.Work.Execute<bool>(
            new Operation("test", Actor.System),
            (work, _) =>
            {
                work.Db.Add(new Definition
                {
                    Kind = "form", Key = "to-khai", Version = DefinitionStore.VersionOf("B"), Content = "B", ValidFrom = July, ValidTo = null, PublishedAt = work.Now.AddMilliseconds(1),
                });
                return Task.FromResult<Outcome<bool>>(true);
            },
            KernelHouse.Token);
        await Task.Delay(TimeSpan.FromSeconds(1.1), KernelHouse.Token);

        (await InForce(house, July)).ShouldBe("B");
        (await house.Get<DefinitionStore>().Mark(KernelHouse.Token)).ShouldNotBe(before);
    }

    static async Task<bool> Publish(KernelHouse house, string content, DateOnly from, DateOnly? to = null) => (await house.Work.Execute<bool>(
        new Operation("test", Actor.System),
        async (work, token) => await DefinitionStore.Publish(work, "form", "to-khai", content, from, to, token),
        KernelHouse.Token)).Value;

    static async Task<string?> InForce(KernelHouse house, DateOnly day) =>
        (await house.Get<DefinitionStore>().InForce("form", "to-khai", day, KernelHouse.Token))?.Content;
}

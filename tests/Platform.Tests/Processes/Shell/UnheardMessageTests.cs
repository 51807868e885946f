using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Messages;
using Xunit;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class UnheardMessageTestsOnSqlite() : UnheardMessageTests(StoreKind.Sqlite);

public sealed class UnheardMessageTestsOnPostgres() : UnheardMessageTests(StoreKind.Postgres);

/// <summary>What operators do with messages that nobody has got.</summary>
public abstract class UnheardMessageTests(StoreKind store)
{
    static readonly UnheardFilter All = new(null, null, null, null);

    [Fact]
    public async Task A_message_that_expired_is_sent_again_with_a_reason_and_then_reaches_who_waits()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(MessageTests.Receiver);
        await house.Publish("1", "H1", ("n", 1));
        await house.Publish("2", "H2");
        UnheardMessages unheard = house.Get<UnheardMessages>();
        (await unheard.List(All, ProcessHouse.Token)).Rows.Select(row => (row.Key, row.State)).ShouldBe([("H2", UnheardState.Waiting), ("H1", UnheardState.Waiting)]);

        await house.Pass(TimeSpan.FromDays(8));
        await house.Housekeeping();
        UnheardMessage expired = (await unheard.List(All with { State = UnheardState.Expired, Key = "H1" }, ProcessHouse.Token)).Rows.ShouldHaveSingleItem();
        // Somebody comes to wait too late.
        Guid instance = await house.Start(version, "thu", ("code", "H1"));
        await house.RunJobs();
        (await house.Open()).ShouldBeEmpty();
        UnheardDetails details = (await unheard.Find(expired.Id, ProcessHouse.Token)).ShouldNotBeNull();
        details.Receivers.ShouldHaveSingleItem().InstanceId.ShouldBe(instance);
        details.Variables.ShouldContain("\"n\"");
        details.Steps.Select(step => step.Type).ShouldBe(["message.published", "message.unheard"]);

        RetryMessage retry = house.Get<RetryMessage>();
        (await retry.Execute(expired.Id, " ", "k0", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await retry.Execute(expired.Id, "người nhận đến muộn", "k1", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        await house.RunJobs();

        (await house.Open()).ShouldBe(["t"]);
        (await unheard.List(All with { Key = "H1" }, ProcessHouse.Token)).Rows.ShouldBeEmpty();
        (await unheard.Find(expired.Id, ProcessHouse.Token)).ShouldBeNull();
        (await retry.Execute(expired.Id, "lần nữa", "k2", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Read(db => db.Set<RecordEvent>().SingleAsync(e => e.Type == "message.retried", ProcessHouse.Token))).Reason.ShouldBe("người nhận đến muộn");
        (await house.Read(db => db.Set<MessageDelivery>().CountAsync(ProcessHouse.Token))).ShouldBe(1);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_was_taken_back_reaches_nobody_until_it_is_sent_again()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(MessageTests.Receiver);
        await house.Publish("1", "H1");
        UnheardMessage message = (await house.Get<UnheardMessages>().List(All, ProcessHouse.Token)).Rows.ShouldHaveSingleItem();
        WithdrawMessage withdraw = house.Get<WithdrawMessage>();
        (await withdraw.Execute(message.Id, "", "k0", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await withdraw.Execute(message.Id, "gửi nhầm", "k1", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        (await withdraw.Execute(message.Id, "gửi nhầm", "k2", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        await house.Start(version, "thu", ("code", "H1"));
        await house.RunJobs();
        (await house.Open()).ShouldBeEmpty();
        (await house.Get<UnheardMessages>().List(All with { State = UnheardState.Withdrawn }, ProcessHouse.Token)).Rows.ShouldHaveSingleItem().Id.ShouldBe(message.Id);
        // It was taken back, it did not go unheard; and the sender's second try is still the same message.
        await house.Pass(TimeSpan.FromDays(8));
        await house.Housekeeping();
        (await house.Read(db => db.Set<RecordEvent>().CountAsync(e => e.Type == "message.unheard", ProcessHouse.Token))).ShouldBe(0);
        (await house.Publish("1", "H1")).ShouldBeFalse();

        (await house.Get<RetryMessage>().Execute(message.Id, "không nhầm", "k3", ProcessHouse.Officer, ProcessHouse.Token)).Failure.ShouldBeNull();
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_takes_back_and_who_brings_at_the_same_moment_do_not_both_succeed()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(MessageTests.Receiver);
        for (int i = 0; i < 12; i++)
        {
            string key = $"H{i}";
            await house.Start(version, "thu", ("code", key));
            await house.Publish($"{i}", key);
        }

        List<UnheardMessage> messages = [.. (await house.Get<UnheardMessages>().List(All, ProcessHouse.Token)).Rows];
        messages.Count.ShouldBe(12);
        Task<int> bringing = house.Get<JobService>().RunDue(ProcessHouse.Token);
        WithdrawMessage withdraw = house.Get<WithdrawMessage>();
        Outcome<Done>[] taken = await Task.WhenAll(messages.Select(message => Task.Run(() => withdraw.Execute(message.Id, "thử", message.Id.ToString(), ProcessHouse.Officer, ProcessHouse.Token))));
        await bringing;
        await house.RunJobs();

        int delivered = await house.Read(db => db.Set<MessageDelivery>().CountAsync(ProcessHouse.Token));
        (taken.Count(outcome => outcome.Succeeded) + delivered).ShouldBe(12);
        (await house.Open()).Count.ShouldBe(delivered);
    }
}

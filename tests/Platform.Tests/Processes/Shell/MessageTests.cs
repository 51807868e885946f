using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class MessageTestsOnSqlite() : MessageTests(StoreKind.Sqlite);

public sealed class MessageTestsOnPostgres() : MessageTests(StoreKind.Postgres);

/// <summary>Messages are kept, brought in their order, to the longest waiting instance of each process, once.</summary>
public abstract class MessageTests(StoreKind store)
{
    internal const string Waits = "<startEvent id=\"s\"/><endEvent id=\"e\"/><receiveTask id=\"r\" messageRef=\"m-answer\"/>";
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string Answer = "<messageEventDefinition messageRef=\"m-answer\"/>";

    internal static string Receiver => Waits + Task("t") + Flow("f", "s", "r") + Flow("g", "r", "t") + Flow("h", "t", "e");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_received_whether_it_comes_before_or_after_somebody_waits_for_it(bool before)
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(Receiver);
        if (before)
        {
            await house.Publish("1", "H1", ("n", 1));
            await house.RunJobs();
        }

        Guid instance = await house.Start(version, "thu", ("code", "H1"));
        Guid other = await house.Start(version, "thu", ("code", "H2"));
        if (!before)
            await house.Publish("1", "H1", ("n", 1));
        await house.RunJobs();

        (await house.Open()).ShouldBe(["t"]);
        (await house.State(instance)).Variables.Values["n"].ShouldBe((FeelNumber)1);
        (await house.State(other)).Subscriptions.Length.ShouldBe(1);
        await house.Complete("t");
        await house.Cancel(other);
        (await house.Read(db => db.Set<MessageSubscription>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_on_the_border_of_a_task_takes_it_away_or_stands_beside_it_each_time()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(OnTask(interrupting: false), ("code", "H1"));
        await house.Publish("1", "H1");
        await house.Publish("2", "H1");
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t", "after", "after"]);
        await house.Cancel(instance);

        instance = await house.Run(OnTask(interrupting: true), ("code", "H2"));
        await house.Publish("3", "H2");
        await house.Publish("4", "H2");
        await house.RunJobs();
        (await house.Open()).ShouldBe(["after"]);
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    static string OnTask(bool interrupting) => Ends + Task("t") + Task("after") + Boundary("b", "t", Answer, interrupting) + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "after") + Flow("i", "after", "e");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_sets_an_event_sub_process_going(bool interrupting)
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("a") + Handler("h", Answer, interrupting) + Flow("f", "s", "a") + Flow("g", "a", "e"), ("code", "H1"));
        await house.Publish("1", "H1");
        await house.RunJobs();
        (await house.Open()).ShouldBe(interrupting ? ["h-t"] : ["a", "h-t"], ignoreOrder: true);
        await house.Complete("h-t");
        if (!interrupting)
            await house.Complete("a");
        (await house.EndOf(instance)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_a_message_and_a_time_limit_behind_a_gateway_the_first_wins()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(Ends + $"<eventBasedGateway id=\"x\"/><intermediateCatchEvent id=\"came\">{Answer}</intermediateCatchEvent>" +
            "<intermediateCatchEvent id=\"late\"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>" + Task("a") + Task("b") +
            Flow("f", "s", "x") + Flow("f1", "x", "came") + Flow("f2", "x", "late") + Flow("g1", "came", "a") + Flow("g2", "late", "b") + Flow("h1", "a", "e") + Flow("h2", "b", "e"));
        await house.Start(version, "thu", ("code", "H1"));
        await house.Start(version, "thu", ("code", "H2"));

        await house.Publish("1", "H1");
        await house.Pass(TimeSpan.FromDays(1));
        await house.Publish("2", "H2");
        await house.RunJobs();
        (await house.Open()).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_that_is_sent_twice_is_one_and_a_command_that_is_sent_twice_is_answered_alike()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(Receiver);
        ProcessMessages messages = house.Get<ProcessMessages>();
        OutsideMessage message = new("m-1", "answer", "H1", new Dictionary<string, object?> { ["n"] = 1 });

        (await messages.Publish(message, "k1", ProcessHouse.Officer, ProcessHouse.Token)).Value.ShouldBe(new PublishedMessage(true));
        (await messages.Publish(message, "k1", ProcessHouse.Officer, ProcessHouse.Token)).Value.ShouldBe(new PublishedMessage(true));
        (await messages.Publish(message, "k2", ProcessHouse.Officer, ProcessHouse.Token)).Value.ShouldBe(new PublishedMessage(false));
        (await messages.Publish(message with { Key = "H2" }, "k1", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.KeyReused);
        await house.Start(version, "thu", ("code", "H1"));
        await house.Start(version, "thu", ("code", "H1"));
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
    }

    [Fact]
    public async Task The_same_message_sent_by_many_at_once_is_one()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        OutsideMessage message = new("m-1", "answer", "H1", new Dictionary<string, object?>());

        Outcome<PublishedMessage>[] outcomes = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 8).Select(i => System.Threading.Tasks.Task.Run(() =>
            house.Get<ProcessMessages>().Publish(message, $"k{i}", ProcessHouse.Officer, ProcessHouse.Token))));

        outcomes.Count(outcome => outcome.Value!.New).ShouldBe(1);
        (await house.Read(db => db.Set<KeptMessage>().CountAsync(ProcessHouse.Token))).ShouldBe(1);
    }

    [Fact]
    public async Task Messages_of_one_key_are_received_in_their_order_by_who_waited_longest()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(Receiver);
        List<Guid> waiting = [];
        for (int i = 0; i < 3; i++)
        {
            waiting.Add(await house.Start(version, "thu", ("code", "H1")));
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        for (int i = 0; i < 4; i++)
            await house.Publish($"{i}", "H1", ("n", i));
        await house.RunJobs();

        for (int i = 0; i < 3; i++)
            (await house.State(waiting[i])).Variables.Values["n"].ShouldBe((FeelNumber)i);
        Guid last = await house.Start(version, "thu", ("code", "H1"));
        await house.RunJobs();
        (await house.State(last)).Variables.Values["n"].ShouldBe((FeelNumber)3);
    }

    [Fact]
    public async Task One_instance_of_each_process_gets_a_message()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string one = await house.Deploy(Receiver, "one"), two = await house.Deploy(Receiver, "two");
        Guid first = await house.Start(one, "one", ("code", "H1"));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Guid second = await house.Start(one, "one", ("code", "H1"));
        await house.Publish("1", "H1");
        await house.RunJobs();
        Guid other = await house.Start(two, "two", ("code", "H1"));
        await house.RunJobs();

        (await house.Open()).Count.ShouldBe(2);
        (await house.State(first)).Subscriptions.ShouldBeEmpty();
        (await house.State(second)).Subscriptions.Length.ShouldBe(1);
        (await house.State(other)).Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_goes_from_one_process_to_another()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string receiver = await house.Deploy(Receiver, "nhan");
        string sender = await house.Deploy(
            Ends + "<sendTask id=\"x\" messageRef=\"m-answer\"><extensionElements><vl:input source=\"n\" target=\"n\"/></extensionElements></sendTask>" + Flow("f", "s", "x") + Flow("g", "x", "e"), "gui");
        Guid early = await house.Start(receiver, "nhan", ("code", "H1"));
        await house.Start(sender, "gui", ("code", "H1"), ("n", 7));
        await house.Start(sender, "gui", ("code", "H2"), ("n", 8));
        Guid late = await house.Start(receiver, "nhan", ("code", "H2"));
        await house.RunJobs();

        (await house.State(early)).Variables.Values["n"].ShouldBe((FeelNumber)7);
        (await house.State(late)).Variables.Values["n"].ShouldBe((FeelNumber)8);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_starts_one_process_for_each_key_and_another_when_that_has_ended()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy(""), "batDau");
        await house.Publish("1", "H1", ("n", 1));
        await house.Publish("2", "H1", ("n", 2));
        await house.Publish("3", "H2", ("n", 3));
        await house.RunJobs();
        (await house.Open()).Count.ShouldBe(2);

        List<Guid> running = await house.Read(db => db.Set<ProcessInstance>().Select(instance => instance.Id).ToListAsync(ProcessHouse.Token));
        await house.Cancel(running[0]);
        await house.RunJobs();
        await house.Cancel(running[1]);
        await house.RunJobs();
        // Of H1 the second message, which had waited.
        ProcessInstance next = await house.Read(db => db.Set<ProcessInstance>().SingleAsync(ProcessHouse.Token));
        (next.StartKey, (await house.State(next.Id)).Variables.Values["n"]).ShouldBe(("H1", (FeelNumber)2));
        (next.SubjectKind, next.SubjectId, next.CompetentAgencyId).ShouldBe((ProcessInstance.Kind, next.Id, ProcessHouse.Agency));
        await house.Complete("t");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_may_start_several_processes_where_the_model_says_so_or_there_is_no_key()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(StartedBy("vl:several=\"true\""), "batDau");
        await house.Publish("1", "H1");
        await house.Publish("2", "H1");
        await house.Publish("3", "");
        await house.Publish("4", "");
        await house.RunJobs();
        (await house.Open()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_process_that_waits_for_a_message_gets_it_before_another_of_its_kind_is_started_by_it()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(
            "<startEvent id=\"s\"/><startEvent id=\"m\"><messageEventDefinition messageRef=\"m-answer\"/></startEvent><endEvent id=\"e\"/><receiveTask id=\"r\" messageRef=\"m-answer\"/>" + Task("t") +
            Flow("f", "s", "r") + Flow("g", "r", "t") + Flow("h", "m", "t") + Flow("i", "t", "e"), "batDau");
        Guid waiting = await house.Start(version, "batDau", ("code", "H1"));
        await house.Publish("1", "H1");
        await house.RunJobs();

        (await house.Read(db => db.Set<ProcessInstance>().SingleAsync(ProcessHouse.Token))).Id.ShouldBe(waiting);
        (await house.Open()).ShouldBe(["t"]);
        await house.Publish("2", "H1");
        await house.RunJobs();
        (await house.Open()).Count.ShouldBe(2);
    }

    static string StartedBy(string attributes) => $"<startEvent id=\"s\"><messageEventDefinition messageRef=\"m-answer\" {attributes}/></startEvent><endEvent id=\"e\"/>" + Task("t") + Flow("f", "s", "t") + Flow("g", "t", "e");

    [Fact]
    public async Task A_message_that_nobody_got_in_time_is_noted_and_its_id_known_for_a_month()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(Receiver);
        await house.Publish("1", "H1");
        await house.Pass(TimeSpan.FromDays(7));
        Guid late = await house.Start(version, "thu", ("code", "H1"));
        await house.RunJobs();
        (await house.State(late)).Subscriptions.Length.ShouldBe(1);

        await house.Housekeeping();
        (await house.Read(db => db.Set<KeptMessage>().SingleAsync(ProcessHouse.Token))).UnheardAt.ShouldBe(house.Time.GetUtcNow());
        await house.Pass(TimeSpan.FromDays(29));
        await house.Housekeeping();
        (await house.Publish("1", "H1")).ShouldBeFalse();
        await house.Pass(TimeSpan.FromDays(2));
        await house.Housekeeping();
        (await house.Publish("1", "H1")).ShouldBeTrue();
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
    }
}

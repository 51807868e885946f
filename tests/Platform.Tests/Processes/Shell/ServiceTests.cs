using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Incidents;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class ServiceTestsOnSqlite() : ServiceTests(StoreKind.Sqlite);

public sealed class ServiceTestsOnPostgres() : ServiceTests(StoreKind.Postgres);

/// <summary>A service is asked after the step has committed, again at growing intervals, and after the last try the process stands at an incident.</summary>
public abstract class ServiceTests(StoreKind store)
{
    const string Asks = "<startEvent id=\"s\"/><endEvent id=\"e\"/><serviceTask id=\"x\" name=\"Tra cứu\" vl:service=\"dan-cu\" vl:resultVariable=\"ten\"/>";

    static string Process(string more = "") => Asks + Task("after") + Flow("f", "s", "x") + Flow("g", "x", "after") + Flow("h", "after", "e") + more;

    Task<ProcessHouse> Open(Register register) => ProcessHouse.Open(store, services => services.AddSingleton<ProcessService>(register));

    [Fact]
    public async Task A_service_is_asked_once_the_step_is_committed_and_its_answer_moves_the_process_on()
    {
        Register register = new();
        await using ProcessHouse house = await Open(register);
        Guid instance = await house.Run(Process(), ("ma", "001"));
        register.Asked.ShouldBeEmpty();
        await house.RunJobs();

        ServiceRequest asked = register.Asked.ShouldHaveSingleItem();
        (asked.Step, asked.Subject.Id, asked.Variables["ma"]).ShouldBe(("Tra cứu", instance, "001"));
        (await house.State(instance)).Variables.Values["ten"].ShouldBe("An");
        (await house.Open()).ShouldBe(["after"]);
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_service_is_asked_again_under_the_same_key_and_stands_at_an_incident_after_the_last_try()
    {
        Register register = new() { Broken = true };
        await using ProcessHouse house = await Open(register);
        Guid instance = await house.Run(Process());
        for (int i = 0; i < 12; i++)
            await house.Pass(TimeSpan.FromMinutes(20));

        register.Asked.Count.ShouldBe(10);
        register.Asked.Select(asked => asked.Key).Distinct().ShouldHaveSingleItem();
        (await house.Jobs()).ShouldBeEmpty();
        ProcessIncident incident = await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token));
        (incident.Kind, incident.NodeName).ShouldBe(("CallFailed", "Tra cứu"));
        incident.Message.ShouldContain("hỏng");

        register.Broken = false;
        await house.Retry(instance);
        await house.RunJobs();
        register.Asked[^1].Key.ShouldNotBe(register.Asked[0].Key);
        (await house.Open()).ShouldBe(["after"]);
        (await house.Read(db => db.Set<ProcessIncident>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_service_holds_nobody_else_up()
    {
        Register register = new() { Broken = true };
        await using ProcessHouse house = await Open(register);
        string version = await house.Deploy(Process());
        await house.Start(version);
        await house.RunJobs();
        register.Broken = false;
        await house.Start(version);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["after"]);
        await house.Pass(TimeSpan.FromSeconds(3));
        (await house.Open()).ShouldBe(["after", "after"]);
    }

    [Fact]
    public async Task An_error_of_the_business_is_caught_by_the_process_and_never_tried_again()
    {
        Register register = new() { Error = "A" };
        await using ProcessHouse house = await Open(register);
        await house.Run(Process(Task("mend") + Boundary("b", "x", "<errorEventDefinition errorRef=\"e-a\"/>") + Flow("i", "b", "mend") + Flow("j", "mend", "e")));
        await house.Pass(TimeSpan.FromHours(1));
        register.Asked.Count.ShouldBe(1);
        (await house.Open()).ShouldBe(["mend"]);
        (await house.Jobs()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_no_longer_wanted_changes_nothing()
    {
        Register register = new();
        await using ProcessHouse house = await Open(register);
        string version = await house.Deploy(Process());
        Guid before = await house.Start(version);
        await house.Cancel(before);
        await house.RunJobs();
        register.Asked.ShouldBeEmpty("it was given up before it was asked");

        Guid meanwhile = await house.Start(version);
        register.Meanwhile = () => house.Cancel(meanwhile);
        await house.RunJobs();
        register.Asked.Count.ShouldBe(1);
        (await house.Open()).ShouldBeEmpty();
        (await house.Jobs()).ShouldBeEmpty();
    }

    sealed class Register : ProcessService
    {
        public List<ServiceRequest> Asked { get; } = [];

        public bool Broken { get; set; }

        public string? Error { get; set; }

        public Func<Task>? Meanwhile { get; set; }

        public override string Name => "dan-cu";

        public override async Task<ServiceAnswer> Do(ServiceRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            if (Meanwhile is not null)
                await Meanwhile();
            if (Broken)
                throw new InvalidOperationException("hỏng");
            return new() { Value = "An", Error = Error };
        }
    }
}

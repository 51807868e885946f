using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Load.Crash;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Drafts;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>A procedure whose process takes no new case.</summary>
public sealed class FilingPauseTests
{
    const string Code = "2.000635";

    [Fact]
    public async Task Citizens_are_told_at_once_and_not_after_the_whole_form()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest citizen = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "citizen"));
        (await citizen.Open($"/thu-tuc/{Code}")).Links.ShouldContain($"/thu-tuc/{Code}/nop");
        DateOnly today = VietnamTime.DateOf(program.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        Procedure procedure = (await program.Services.GetRequiredService<ProcedureCatalogue>().InForce(Code, today, RunningProgram.Token)).ShouldNotBeNull().Procedure;
        Definition process = (await program.Services.GetRequiredService<DefinitionStore>().InForce("process", procedure.Process!, today, RunningProgram.Token)).ShouldNotBeNull();
        Cast cast = await Cast.Of(program.Services);
        HoldVersion hold = program.Services.GetRequiredService<HoldVersion>();
        foreach (HoldKind kind in (HoldKind[])[HoldKind.Drain, HoldKind.Suspend])
        {
            (await hold.Execute(process.Key, process.Version, kind, "đổi quy trình", kind.ToString(), cast["admin"], RunningProgram.Token)).Succeeded.ShouldBeTrue();

            Opened page = await citizen.Open($"/thu-tuc/{Code}");
            page.Text.ShouldContain("tạm dừng nhận hồ sơ mới");
            page.Links.ShouldNotContain($"/thu-tuc/{Code}/nop");
            Opened start = await citizen.Open($"/thu-tuc/{Code}/nop");
            start.Text.ShouldContain("tạm dừng nhận hồ sơ mới");
            start.Links.ShouldContain("/ho-so");
            start.Html.ShouldNotContain("Form.Agency");
            (await program.Services.GetRequiredService<StartDraft>().Handle(Code, Guid.NewGuid(), atCounter: false, "k", cast["citizen"], RunningProgram.Token)).Failure.ShouldNotBeNull().Code.ShouldBe(ProcessErrors.Held);
        }

        (await hold.Execute(process.Key, process.Version, HoldKind.None, "xong", "none", cast["admin"], RunningProgram.Token)).Succeeded.ShouldBeTrue();
        (await citizen.Open($"/thu-tuc/{Code}/nop")).Html.ShouldContain("Form.Agency");
    }
}

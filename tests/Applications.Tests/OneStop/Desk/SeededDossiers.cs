using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Search;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.Applications.Tests.OneStop.Desk;

/// <summary>Dossiers put straight into the tables, for lists; no process stands behind them.</summary>
static class SeededDossiers
{
    public static async Task Add(DeskHost host, Guid agency, string role, int count, string owner = "Trần Văn An")
    {
        Outcome<Done> done = await host.Get<UnitOfWork>().Execute<Done>(
            new Operation("test.seed", Actor.System),
            (work, _) =>
            {
                for (int i = 0; i < count; i++)
                {
                    Dossier dossier = New(work, agency, role, $"T-{Guid.NewGuid():N}", owner, i);
                    work.Db.Add(dossier);
                    work.Db.Add(new DossierHolder { DossierId = dossier.Id, AgencyId = agency, Since = work.Now, SubmittedAt = dossier.SubmittedAt });
                    work.Db.Add(new WorkItem
                    {
                        Id = Guid.NewGuid(),
                        InstanceId = dossier.ProcessInstanceId,
                        TaskId = 1,
                        SubjectKind = Dossier.SubjectKind,
                        SubjectId = dossier.Id,
                        NodeId = "examine",
                        Name = "Thẩm tra",
                        Role = role,
                        AgencyId = agency,
                        Action = StepActions.Prepare,
                        Outcomes = "submit",
                        CreatedAt = work.Now,
                        DueAt = null,
                    });
                }

                return Task.FromResult<Outcome<Done>>(new Done());
            },
            CancellationToken.None);
        done.Succeeded.ShouldBeTrue();
    }

    static Dossier New(Work work, Guid agency, string role, string code, string owner, int i) => new()
    {
        Id = Guid.NewGuid(),
        Code = code,
        ProcedureCode = "2.000635",
        ProcedureName = "Cấp bản sao trích lục hộ tịch",
        ProcedureVersion = "1",
        FormKey = "f",
        FormVersion = "1",
        ProcessInstanceId = Guid.NewGuid(),
        Status = DossierStatus.Processing,
        Channel = Channel.Online,
        SubmitterAccountId = Guid.NewGuid(),
        OwnerAccountId = null,
        OwnerName = owner,
        OwnerPersonNumber = null,
        OwnerAddress = null,
        ContactPhone = null,
        ContactEmail = null,
        Answers = "{}",
        AnswersHash = "",
        ReceivingAgencyId = agency,
        CompetentAgencyId = agency,
        ReturnAgencyId = agency,
        // Several at the same instant: only the id tells them apart.
        SubmittedAt = work.Now.AddMinutes(-(i / 3)),
        AcceptedAt = work.Now,
        DueAt = i % 7 == 0 ? null : work.Now.AddHours((i / 3) - 4),
        Fee = 0,
        FeeExplanation = "{}",
        HolderAgencyId = agency,
        HolderRole = role,
        LookupCode = "ABCDEFGH",
        SearchText = VietnameseFolding.Fold($"{code} {owner}"),
    };
}

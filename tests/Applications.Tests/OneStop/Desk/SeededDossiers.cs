using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
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
                    work.Db.Add(DossierHolder.Of(dossier, agency, work.Now));
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

    /// <summary>Copies the one dossier of an agency in the database itself, three at an instant, so that many take a moment.</summary>
    public static Task Multiply(DeskHost host, Guid agency, int count) => Sql(host, db =>
    {
        IEntityType type = db.Model.FindEntityType(typeof(Dossier))!;
        bool postgres = db.Database.IsNpgsql();
        string id = postgres
            ? "gen_random_uuid()"
            : "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";
        string earlier = postgres ? "d.submitted_at - (n / 3) * interval '1 minute'" : "d.submitted_at - (n / 3) * 60000";
        string[] columns = [.. type.GetProperties().Select(property => property.GetColumnName())];
        string values = string.Join(", ", columns.Select(column => column switch
        {
            "id" or "process_instance_id" => id,
            "code" => "'M-' || n || '-' || d.code",
            "submitted_at" => earlier,
            _ => $"d.{column}",
        }));
        return
        [
            $"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) "
                + $"INSERT INTO dossiers ({string.Join(", ", columns)}) SELECT {values} FROM dossiers d CROSS JOIN numbers WHERE d.holder_agency_id = {{0}}",
            "INSERT INTO dossier_holders (dossier_id, agency_id, since, submitted_at) SELECT id, holder_agency_id, submitted_at, submitted_at FROM dossiers WHERE holder_agency_id = {0} AND code LIKE 'M-%'",
        ];
    }, agency);

    /// <summary>Lets a unit see some of an agency's dossiers as well.</summary>
    public static Task Share(DeskHost host, Guid agency, Guid unit, int every) => Sql(
        host,
        _ => [$"INSERT INTO dossier_holders (dossier_id, agency_id, since, submitted_at) SELECT dossier_id, {{1}}, since, submitted_at FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY dossier_id) AS place FROM dossier_holders WHERE agency_id = {{0}}) AS all_of_it WHERE place % {every} = 0"],
        agency, unit);

    static async Task Sql(DeskHost host, Func<VanLangDbContext, string[]> statements, params object[] values)
    {
        Outcome<Done> done = await host.Get<UnitOfWork>().Execute<Done>(
            new Operation("test.seed", Actor.System),
            async (work, token) =>
            {
                foreach (string statement in statements(work.Db))
                    await work.Db.Database.ExecuteSqlRawAsync(statement, values, token);
                return new Done();
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

using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.Bench.Work;

/// <summary>The usual change of a dossier: it is read, its state moves on under its revision, the answer is kept; with its event, or without.</summary>
sealed class DossierChange(UnitOfWork unitOfWork)
{
    static readonly Actor Officer = new(ActorKind.Official, "Người đo") { AccountId = Guid.NewGuid(), PersonId = Guid.NewGuid(), PositionId = Guid.NewGuid(), UnitId = Guid.NewGuid() };

    readonly List<Guid> dossiers = [];

    /// <summary>Makes a dossier for each client.</summary>
    public async Task Prepare(int clients) => Expect(await unitOfWork.Execute<Done>(
        new Operation("bench.prepare", Actor.System),
        (work, _) =>
        {
            for (int i = 0; i < clients; i++)
            {
                Dossier dossier = New(work.NewId(), work.Now);
                work.Db.Add(dossier);
                dossiers.Add(dossier.Id);
            }

            return Task.FromResult<Outcome<Done>>(new Done());
        },
        CancellationToken.None));

    /// <summary>Operations in a second of so many clients, each on its own dossier.</summary>
    public async Task<double> Rate(bool recorded, int clients, double seconds)
    {
        long began = Stopwatch.GetTimestamp();
        int[] done = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            int operations = 0;
            for (; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; operations++)
                await One(dossiers[client], recorded);
            return operations;
        })));
        return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public async Task Times(bool recorded, int times)
    {
        for (int i = 0; i < times; i++)
            await One(dossiers[0], recorded);
    }

    async Task One(Guid id, bool recorded) => Expect(await unitOfWork.Execute<Done>(
        new Operation("bench.change", Officer) { IdempotencyKey = Guid.NewGuid().ToString("N"), Body = new { id } },
        async (work, token) =>
        {
            Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == id, token);
            Facts before = dossier.Facts();
            dossier.Status = dossier.Status == DossierStatus.Accepted ? DossierStatus.Processing : DossierStatus.Accepted;
            dossier.AcceptedAt = work.Now;
            dossier.Revision++;
            if (recorded)
                work.Raise(dossier.Subject, "bench.changed", new { dossier.AcceptedAt, clerk = Officer.Name }, before, dossier.Facts());
            return new Done();
        },
        CancellationToken.None));

    static void Expect(Outcome<Done> outcome)
    {
        if (outcome.Failure is { } failure)
            throw new InvalidOperationException(failure.ToString());
    }

    static Dossier New(Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        Code = $"H44.148-{id:N}",
        ProcedureCode = "2.000635",
        ProcedureName = "Cấp bản sao trích lục hộ tịch",
        ProcedureVersion = new string('a', 64),
        FormKey = "trich-luc",
        FormVersion = new string('b', 64),
        ProcessInstanceId = Guid.NewGuid(),
        Status = DossierStatus.Processing,
        Channel = Channel.Online,
        SubmitterAccountId = Guid.NewGuid(),
        OwnerAccountId = Guid.NewGuid(),
        OwnerName = "Đinh Hồng Nhung",
        OwnerPersonNumber = "025190999123",
        OwnerAddress = "Tổ 5, phường Việt Trì, tỉnh Phú Thọ",
        ContactPhone = "0900000000",
        ContactEmail = null,
        Answers = $$"""{"text":"{{new string('x', 900)}}"}""",
        AnswersHash = new string('c', 64),
        ReceivingAgencyId = Guid.NewGuid(),
        CompetentAgencyId = Guid.NewGuid(),
        ReturnAgencyId = Guid.NewGuid(),
        SubmittedAt = now,
        Fee = 8000,
        FeeExplanation = "{}",
        HolderAgencyId = Guid.NewGuid(),
        HolderRole = "officer",
        LookupCode = "ABCDEFGH",
        SearchText = "h44 148 dinh hong nhung trich luc",
    };
}

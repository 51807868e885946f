using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Keys;

/// <summary>
/// Asks again whether a registered certificate was revoked, where nobody answered when it was registered or used. While a service is silent the job is tried again at growing intervals
/// and in the end waits for an operator; where no service is set it looks once a day whether one is.
/// </summary>
sealed class AskRevocationJob(UnitOfWork unitOfWork, CertificateRevocation revocation) : JobHandler
{
    public const string JobKind = "signing.ask-revocation";

    static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(2), WhileOff = TimeSpan.FromDays(1);

    public override string Kind => JobKind;

    /// <summary>Writes an answer down; one that nobody could give is asked for again.</summary>
    public static void Note(Work work, OwnCertificate row, RevocationAnswer answer)
    {
        string? before = row.Revocation;
        (row.Revocation, row.RevocationAskedAt, row.RevokedAt) = (Name(answer.State), answer.AskedAt, answer.RevokedAt);
        if (row.Revocation == before)
            return;
        if (answer.State == RevocationState.Unknown)
            Schedule(work, row.Id, work.Now + SoonAgain);
        if (before is not null)
            work.Raise(OwnCertificates.Subject(row.Id), "signing.revocation-heard", new { row.Thumbprint, row.Revocation, row.RevokedAt });
    }

    public static RevocationAnswer? AnswerOf(OwnCertificate row) => row is { Revocation: { } state, RevocationAskedAt: { } asked }
        ? new(state switch { "good" => RevocationState.Good, "revoked" => RevocationState.Revoked, "not-offered" => RevocationState.NotOffered, _ => RevocationState.Unknown }, asked, row.RevokedAt)
        : null;

    public static IReadOnlyList<ReadOnlyMemory<byte>> ChainOf(OwnCertificate row) =>
        [.. row.Chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(der => new ReadOnlyMemory<byte>(Convert.FromBase64String(der)))];

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        if (await unitOfWork.Read((db, token) => db.Set<OwnCertificate>().SingleOrDefaultAsync(c => c.Id == id, token), cancellationToken) is not { Revocation: "unknown" } row)
            return (_, _) => Task.CompletedTask;
        RevocationAnswer answer = await revocation.Ask(row.Certificate, ChainOf(row), patient: true, cancellationToken);
        if (answer.State == RevocationState.Unknown && revocation.IsOn)
            throw new InvalidOperationException(answer.Reason);
        return async (work, token) =>
        {
            if (answer.State == RevocationState.Unknown)
                Schedule(work, id, work.Now + WhileOff);
            else if (await work.Db.Set<OwnCertificate>().SingleOrDefaultAsync(c => c.Id == id, token) is { } current)
                Note(work, current, answer);
        };
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static void Schedule(Work work, Guid id, DateTimeOffset dueAt) => work.Schedule(work.NewId(), JobKind, $"certificate/{id}", id.ToString(), dueAt);

    static string Name(RevocationState state) => state switch
    {
        RevocationState.Good => "good", RevocationState.Revoked => "revoked", RevocationState.NotOffered => "not-offered", RevocationState.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// Goes on with a request until it is settled: asks the service, asks for the answer every two seconds, keeps the signatures that come back, puts them in. Each of these ends with an operation,
/// so a restart goes on from the last. Nothing is accepted that our own validation does not find good.
/// </summary>
sealed class RemoteSigningJob(UnitOfWork unitOfWork, RemoteSigning remote, OwnCertificates certificates, PutInSignatures putIn, TimeProvider time) : JobHandler
{
    public const string JobKind = "signing.remote";

    static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    public override string Kind => JobKind;

    public override bool TakesWhatFailed => true;

    public static void Schedule(Work work, Guid requestId, DateTimeOffset dueAt) => work.Schedule(work.NewId(), JobKind, $"signing/{requestId}", requestId.ToString(), dueAt);

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        SigningRequest? request = await unitOfWork.Read((db, token) => db.Set<SigningRequest>().SingleOrDefaultAsync(r => r.Id == id, token), cancellationToken);
        if (request is not { State: SigningState.Waiting or SigningState.Confirmed })
            return (_, _) => Task.CompletedTask;
        if ((await certificates.Of(request.PersonId, cancellationToken)).FirstOrDefault(c => c.Id == request.CertificateId && c.Place is (KeyPlace.Remote or KeyPlace.Local)) is not { } certificate)
            return Settle(request, SigningState.Failed, [.. request.All().Select(document => document with { Problem = OwnCertificateErrors.NotFound.Code })]);
        if (request.State == SigningState.Confirmed)
        {
            IReadOnlyList<AskedDocument> put = await putIn.All(request, certificate, cancellationToken);
            return Settle(request, put.All(document => document.Problem is null) ? SigningState.Done : SigningState.Failed, put);
        }

        if (time.GetUtcNow() >= request.ExpiresAt)
            return Settle(request, SigningState.Expired);
        // The program on the signer's machine answers by the page; here it is only waited for.
        if (certificate.Place == KeyPlace.Local)
            return GoOn(request, null, request.ExpiresAt - time.GetUtcNow());
        return request.Handle is null ? await Ask(request, certificate, cancellationToken) : await Poll(request, certificate, cancellationToken);
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task GiveUp(Work work, string payload, string error, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        if (await work.Db.Set<SigningRequest>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { State: SigningState.Waiting or SigningState.Confirmed } request)
            request.Settle(work, SigningState.Failed, [.. request.All().Select(document => document with { Problem = SigningErrors.ServiceSilent.Code })]);
    }

    async Task<Func<Work, CancellationToken, Task>> Ask(SigningRequest request, HeldCertificate certificate, CancellationToken cancellationToken)
    {
        IReadOnlyList<AskedDocument> documents = request.All();
        string description = $"{documents.Count} văn bản, mã đối chiếu {ComparisonCode.Of(documents)}: {string.Join(", ", documents.Select(document => document.Code))}";
        string handle = await remote.AskHolder(certificate.Reference, [.. documents.Select(document => document.HashBytes)], description, request.Id.ToString("N"), cancellationToken);
        return GoOn(request, current => current.Handle = handle, Between);
    }

    async Task<Func<Work, CancellationToken, Task>> Poll(SigningRequest request, HeldCertificate certificate, CancellationToken cancellationToken)
    {
        IReadOnlyList<AskedDocument> documents = request.All();
        switch (await remote.AnswerOf(request.Handle!, cancellationToken))
        {
            case RemoteAnswer.Waiting:
                return GoOn(request, null, Between);
            case RemoteAnswer.Refused:
                return Settle(request, SigningState.Refused);
            case RemoteAnswer.Expired:
                return Settle(request, SigningState.Expired);
            case RemoteAnswer.Confirmed confirmed:
                IReadOnlyList<byte[]> signatures = await remote.Sign(
                    new(certificate.Reference, certificate.Certificate, certificate.Chain), confirmed.ActivationData, [.. documents.Select(document => document.HashBytes)], cancellationToken);
                string signed = JsonSerializer.Serialize(documents.Select((document, i) => document with { Signature = Convert.ToBase64String(signatures[i]) }));
                return GoOn(request, current => (current.State, current.Documents) = (SigningState.Confirmed, signed), TimeSpan.Zero);
            default:
                throw new InvalidOperationException();
        }
    }

    static Func<Work, CancellationToken, Task> GoOn(SigningRequest seen, Action<SigningRequest>? change, TimeSpan wait) => async (work, token) =>
    {
        SigningRequest current = await work.Db.Set<SigningRequest>().SingleAsync(r => r.Id == seen.Id, token);
        // Taken back meanwhile: whatever the service says is of no account.
        if (current.Revision != seen.Revision)
            return;
        if (change is not null)
        {
            change(current);
            current.Revision++;
            work.Raise(current.Subject, current.State == SigningState.Confirmed ? "signing.confirmed" : "signing.sent", new { });
        }

        Schedule(work, current.Id, work.Now + wait);
    };

    static Func<Work, CancellationToken, Task> Settle(SigningRequest seen, SigningState state, IReadOnlyList<AskedDocument>? documents = null) => async (work, token) =>
    {
        SigningRequest current = await work.Db.Set<SigningRequest>().SingleAsync(r => r.Id == seen.Id, token);
        if (current.Revision == seen.Revision)
            current.Settle(work, state, documents);
    };
}

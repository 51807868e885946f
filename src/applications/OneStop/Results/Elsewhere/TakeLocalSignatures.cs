using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Takes what the program on the signer's machine has signed, as the page brings it. Whether it is accepted is seen when it is put in (<see cref="RemoteSigningJob"/>).</summary>
sealed class TakeLocalSignatures(UnitOfWork unitOfWork, OwnCertificates certificates)
{
    const int LongestSignature = 64 * 1024;

    /// <param name="signatures">CMS of each document in the order of the request, base64.</param>
    public async Task<Outcome<Done>> Handle(Guid requestId, IReadOnlyList<string> signatures, Actor actor, CancellationToken cancellationToken)
    {
        HashSet<Guid> local = [.. (await certificates.Of(actor.PersonId ?? Guid.Empty, cancellationToken)).Where(c => c.Place == KeyPlace.Local).Select(c => c.Id)];
        return await unitOfWork.Execute<Done>(
            new Operation("signing.take-local", actor),
            async (work, token) =>
            {
                if (await work.Db.Set<SigningRequest>().SingleOrDefaultAsync(r => r.Id == requestId && r.PersonId == actor.PersonId, token) is not { } request || !local.Contains(request.CertificateId))
                    return OneStopErrors.NotFound;
                if (request.State is SigningState.Confirmed or SigningState.Done)
                    return new Done();
                if (request.State != SigningState.Waiting || work.Now >= request.ExpiresAt)
                    return SigningErrors.TooLateToCancel;
                IReadOnlyList<AskedDocument> documents = request.All();
                if (signatures.Count != documents.Count || !signatures.All(IsSignature))
                    return SigningErrors.NotAccepted;
                request.State = SigningState.Confirmed;
                request.Documents = JsonSerializer.Serialize(documents.Select((document, i) => document with { Signature = signatures[i] }));
                request.Revision++;
                work.Raise(request.Subject, "signing.confirmed", new { });
                RemoteSigningJob.Schedule(work, request.Id, work.Now);
                return new Done();
            },
            cancellationToken);
    }

    static bool IsSignature(string text) => text.Length is > 0 and <= LongestSignature && Convert.TryFromBase64String(text, new byte[text.Length], out _);
}

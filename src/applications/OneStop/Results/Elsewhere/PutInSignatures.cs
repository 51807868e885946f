using System.Text.Json;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// Puts signatures that came from elsewhere into the documents of a request and ends their steps, each for itself. A document is prepared again to the bytes that were asked about; what
/// our own validation does not find good, made by the registered certificate, is not accepted.
/// </summary>
sealed class PutInSignatures(
    SignResults results, SignResult sign, ResultFiles files, OwnCertificates certificates, SignatureEvidence evidence, TrustListFile trust, DirectoryQueries directory, AccessQueries access, Installation installation, TimeProvider time)
{
    /// <summary>What is asked of the key: of a program that makes the whole signature the digest of the document, of a service that signs hashes that of the signed attributes.</summary>
    public static byte[] HashOf(PreparedSignature prepared, HeldCertificate certificate) =>
        certificate.Place == KeyPlace.Local ? prepared.Digest.ToArray() : SignatureElsewhere.HashToSign(prepared, certificate.Certificate);

    /// <returns>The documents with what stood in the way of each.</returns>
    public async Task<IReadOnlyList<AskedDocument>> All(SigningRequest request, HeldCertificate certificate, CancellationToken cancellationToken)
    {
        SignerInCharge signer = JsonSerializer.Deserialize<SignerInCharge>(request.Signer)!;
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        bool holds = (await directory.PositionsOf(signer.PersonId, day, cancellationToken)).Any(position => position.Id == signer.PositionId);
        Actor actor = signer.With(await access.PermissionsOf(signer.Role, day, cancellationToken));
        // What has become of the certificate since it was asked for is the same for all of them.
        SigningProblem? refused = holds ? await certificates.Problem(certificate, actor, installation.IsDemonstration, cancellationToken) : null;
        List<AskedDocument> all = [];
        foreach (AskedDocument document in request.All())
        {
            all.Add(document with
            {
                Problem = !holds ? SigningErrors.NotYours.Code : refused is not null ? $"{refused.Code} {refused.Detail}" : await One(request.Id, document, certificate, actor, cancellationToken),
            });
        }

        return all;
    }

    /// <returns>Why it was not put in; null where it is signed.</returns>
    async Task<string?> One(Guid requestId, AskedDocument document, HeldCertificate certificate, Actor actor, CancellationToken cancellationToken)
    {
        SigningProblem? problem = null;
        ChosenResult chosen = new(document.WorkItemId, document.Code, document.Revision, document.SeenHash);
        SignedOne signed = await results.Each(
            chosen,
            async () =>
            {
                Outcome<DossierResult> found = await sign.Find(document.Code, document.SeenHash, actor, cancellationToken);
                if (!found.Succeeded)
                    return found.Failure;
                SignatureRequest request = sign.Request(found.Value, actor, document.SignedAt) with { CmsRoom = document.CmsRoom };
                PreparedSignature prepared = ResultSigning.Prepare(await files.Read(found.Value.FileId, cancellationToken), request);
                if (found.Value.Revision != document.ResultRevision || !HashOf(prepared, certificate).AsSpan().SequenceEqual(document.HashBytes))
                    return SigningErrors.Changed;
                byte[] came = Convert.FromBase64String(document.Signature!);
                byte[] cms = certificate.Place == KeyPlace.Local ? came : SignatureElsewhere.Cms(prepared, certificate.Certificate, certificate.Chain, came);
                (problem, ReadOnlyMemory<byte> pdf) = await ResultSigning.Accept(prepared, cms, certificate.Certificate, request.Field, evidence, trust, time, cancellationToken);
                return problem is not null
                    ? SigningErrors.NotAccepted
                    : await sign.Keep(new(document.WorkItemId, document.Revision, $"{requestId:N}-{document.WorkItemId:N}"), document.Code, found.Value, pdf, actor, cancellationToken);
            },
            actor,
            cancellationToken);
        if (problem is not null)
            return $"{problem.Code} {problem.Detail}";
        return signed.Failure is null ? null : signed.Failure.Code.Texts == typeof(SigningTexts) ? signed.Failure.Code.Code : SigningErrors.NotYours.Code;
    }
}

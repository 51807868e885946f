using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VanLang.Directory.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Papers;
using VanLang.Signing.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results.Copies;

/// <summary>
/// The records clerk certifies an electronic copy (sao y bản điện tử, Decree 30/2020, Annex I): mark of the copy, number and seal of the agency in one incremental update of the scanned original
/// or of the issued result, where the page is free. The number comes from the register of copies of agency and year (rule R4). Signatures that were in the file stay what they were. Nobody outside is
/// asked in it; time-stamp and evidence follow (<see cref="KeepEvidenceJob"/>).
/// </summary>
sealed class CertifyCopy(
    DossierActs acts, DossierQueries dossiers, CopySources sources, ResultFiles files, SigningKeys keys, SignatureEvidence evidence, TrustListFile trust, DirectoryQueries directory, ProcedureCatalogue catalogue,
    Installation installation, TimeProvider time)
{
    public const string EventType = "dossier.copy-certified";

    /// <summary>Sign of copies in their register (Decree 30/2020, Annex III).</summary>
    const string Notation = "SY";

    /// <param name="sourceId">Of what, <see cref="CopySource.Id"/>.</param>
    /// <param name="page">On which page the mark is to stand, from 1; 0 for a sheet that is put before the first page.</param>
    /// <param name="compared">Whether the clerk says that the scan was compared with the original.</param>
    /// <param name="pin">PIN of the agency's key. Never stored, never logged.</param>
    public async Task<Outcome<StepDone>> Handle(ActCommand act, Guid sourceId, int page, bool compared, string pin, Actor actor, CancellationToken cancellationToken)
    {
        if (await dossiers.Find(act.Code, AccessScope.Of(actor), cancellationToken) is not { } file)
            return OneStopErrors.NotFound;
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        if (!IsOffered(file, procedure, actor))
            return KernelErrors.Forbidden;
        if (!FeeRules.IsSettled(file.Dossier))
            return CopyErrors.Unpaid;
        if ((await sources.Of(file, cancellationToken)).FirstOrDefault(one => one.Id == sourceId) is not { } source)
            return CopyErrors.NoSource;
        if (!compared)
            return CopyErrors.NotCompared;
        ReadOnlyMemory<byte> original = await files.Read(source.FileId, cancellationToken);
        if (page == 0)
        {
            if (BlankPage.Before(original) is not { } longer)
                return CopyErrors.NoSheet;
            original = longer;
        }

        // A copy may be copied again: each has a field of its own.
        string field = $"copy-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(act.Key)))[..16]}";
        if (SignaturePlaces.Find(original, SignatureBlock.CertifiedCopy, field, Math.Max(page, 1)) is not PlaceOutcome.Found { Place: var place })
            return NoPlace(original, page);
        AgencyRecord agency = await directory.AgencyOfAnyDay(file.Dossier.CompetentAgencyId, cancellationToken) ?? throw new InvalidOperationException("The competent agency is not in the directory.");
        if (await ResultSigning.Open(keys, KeyHolder.Agency(agency.Id), pin, actor, cancellationToken) is var opened && !opened.Succeeded)
            return opened.Failure;

        using UnlockedKey key = opened.Value;
        // The same with a number that is none shows what stands against it before a number is drawn.
        if (Fault(original, Request(0, time.GetUtcNow()), key) is { } problem)
            return CopyErrors.Refused.With(problem.Text(CultureInfo.CurrentUICulture));
        return await acts.Do(
            EventType, act, actor, reason: null, new { sourceId, page, source.ContentHash },
            async (work, dossier, token) =>
            {
                int year = VietnamTime.DateOf(work.Now).Year;
                long number = await work.NextNumber($"copy/{agency.Key}/{Notation}", year.ToString(CultureInfo.InvariantCulture), token);
                StoredFile copy = await files.Keep(ResultSigning.Sign(original, Request(number, work.Now), key), FileName(number, year), token);
                work.Db.Add(copy);
                Guid paperId = work.NewId();
                if (evidence.IsOn)
                    KeepEvidenceJob.ScheduleCopy(work, paperId, field);
                return new ActEnd(new { number = Said(number), year, source = source.Id, sourceHash = source.ContentHash, copy.ContentHash, page })
                {
                    Raised = eventId => IssuedPapers.Add(work, new IssuedPaper
                    {
                        Id = paperId,
                        DossierId = dossier.Id,
                        Kind = PaperKind.CertifiedCopy,
                        CheckCode = IssuedPapers.NewCode(16),
                        EventId = eventId,
                        FileId = copy.Id,
                        ContentHash = copy.ContentHash,
                        IssuedAt = work.Now,
                    }),
                };
            },
            cancellationToken);

        SignatureRequest Request(long number, DateTimeOffset at) => SignatureRequest.At(
            place, agency.Name, VietnameseFormat.Local(at), new SignatureAppearance.CertifiedCopy($"SAO Y {Said(number)}", agency.Name, installation.IsDemonstration));
    }

    /// <summary>Whether copies are certified in this dossier by this actor: the records clerk of the agency that decides, in procedures that give copies, while the dossier is taken in.</summary>
    public static bool IsOffered(DossierFile file, Procedure procedure, Actor actor) =>
        procedure.CertifiedCopies == true && actor.May(OneStopPermissions.Issue) && actor.AgencyId == file.Dossier.CompetentAgencyId && actor.MayHandle(procedure.Code)
        && file.Dossier.AcceptedAt is not null && file.Dossier.Status is not (DossierStatus.NotAccepted or DossierStatus.Stopped);

    static string Said(long number) => string.Create(CultureInfo.InvariantCulture, $"{number:00}/{Notation}");

    static string FileName(long number, int year) => string.Create(CultureInfo.InvariantCulture, $"{PaperFiles.NameOf(PaperKind.CertifiedCopy)}-{number:00}-{Notation}-{year}.pdf");

    static Failure NoPlace(ReadOnlyMemory<byte> original, int page)
    {
        IReadOnlyList<int> free = CopySources.FreePages(original);
        return free.Count > 0 ? CopyErrors.NoPlace.With(page, string.Join(", ", free)) : CopyErrors.NoPlaceAtAll;
    }

    // Our own validation of what would come out: the new signature good and over the whole file, all others what they were.
    SigningProblem? Fault(ReadOnlyMemory<byte> original, SignatureRequest request, UnlockedKey key)
    {
        PrepareOutcome outcome = PdfSigner.Prepare(original, request);
        if (outcome is PrepareOutcome.Refused refused)
            return refused.Problem;
        PreparedSignature prepared = ((PrepareOutcome.Ready)outcome).Prepared;
        if (PdfSigner.Complete(prepared, key.Sign(prepared)) is not CompleteOutcome.Done { Pdf: var pdf })
            return new SigningProblem(SigningCodes.WrongSignature);
        TrustList list = trust.Read();
        DateTimeOffset now = time.GetUtcNow();
        if (CertificateCheck.FaultOfSignature(pdf, request.Field, key.Certificate, list, now) is { } fault)
            return fault;
        IReadOnlyList<SignatureFinding> before = PdfSignatureCheck.Check(original, list, now).Signatures, after = PdfSignatureCheck.Check(pdf, list, now).Signatures;
        return before.All(one => after.Any(same => same.Field == one.Field && same.Verdict == one.Verdict && same.IsIntact == one.IsIntact)) ? null : new SigningProblem(SigningCodes.Forbidden);
    }
}

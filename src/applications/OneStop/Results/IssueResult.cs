using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Processes.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// The records clerk draws number and date and adds the agency's seal, in one incremental update of the signed file. The number is drawn in the
/// act's own transaction (R4): an act that fails leaves no gap. Nobody outside is asked in it; the time-stamp of seal and file follows (<see cref="KeepEvidenceJob"/>).
/// </summary>
sealed class IssueResult(
    DossierSteps steps, DossierQueries dossiers, ResultFiles files, SigningKeys keys, SignatureEvidence evidence, DirectoryQueries directory, ProcedureCatalogue catalogue)
{
    public const string EventType = "dossier.result-issued";

    /// <param name="pin">PIN of the agency's key, which the records clerk holds. Never stored, never logged.</param>
    public async Task<Outcome<StepDone>> Handle(StepCommand step, string dossierCode, string pin, Actor actor, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken);
        if (file is null)
            return OneStopErrors.NotFound;
        if (file.Result is not { State: ResultState.Signed } result)
            return OneStopErrors.NoResult;
        Guid agencyId = file.Dossier.CompetentAgencyId;
        AgencyRecord agency = await directory.AgencyOfAnyDay(agencyId, cancellationToken) ?? throw new InvalidOperationException("The competent agency is not in the directory.");
        if (agencyId != actor.AgencyId || !actor.May(OneStopPermissions.Issue))
            return KernelErrors.Forbidden;
        if (await ResultSigning.Open(keys, KeyHolder.Agency(agencyId), pin, actor, cancellationToken) is var opened && !opened.Succeeded)
            return opened.Failure;

        using UnlockedKey key = opened.Value;
        ReadOnlyMemory<byte> signed = await files.Read(result.FileId, cancellationToken);
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        string notation = procedure.ResultValues.FirstOrDefault(value => value.Path == "document.notation")?.Value.Trim('=', '"') ?? "";
        return await steps.Do(
            EventType, step, actor, reason: null, new { result.ContentHash },
            async (work, dossier, item, token) =>
            {
                if (item.Action != StepActions.Issue)
                    return ProcessErrors.OutcomeNotOffered;
                DossierResult current = await work.Db.Set<DossierResult>().SingleAsync(r => r.DossierId == dossier.Id, token);
                if (current.DossierId != result.DossierId || current.Revision != result.Revision)
                    return KernelErrors.Conflict;
                DateOnly day = VietnamTime.DateOf(work.Now);
                long number = await work.NextNumber($"result/{agency.Key}/{notation}", day.Year.ToString(CultureInfo.InvariantCulture), token);
                Dictionary<string, string> values = new() { ["number"] = Number(number), ["date"] = Day(day) };
                SignatureRequest request = SignatureRequest.ForIssue(values, "agency", agency.Name, VietnameseFormat.Local(work.Now));
                StoredFile issued = await files.Keep(ResultSigning.Sign(signed, request, key), $"{PaperFiles.NameOf(PaperKind.Result)}-{dossier.Code}.pdf", token);
                Facts before = current.Facts();
                work.Db.Add(issued);
                current.State = ResultState.Issued;
                current.FileId = issued.Id;
                current.ContentHash = issued.ContentHash;
                current.Revision++;
                work.Raise(current.Subject, "result.issued", new { }, before, current.Facts());
                dossier.ResultNumber = $"{Number(number)}/{notation}";
                dossier.ResultDate = day;
                dossier.ResultFileHash = issued.ContentHash;
                dossier.Status = DossierStatus.Processed;
                dossier.FinishedAt = work.Now;
                if (evidence.IsOn)
                    KeepEvidenceJob.ScheduleResult(work, dossier.Id);
                return new StepEnd("issue", new { dossier.ResultNumber, dossier.ResultDate, issued.ContentHash })
                {
                    Raised = eventId => IssuedPapers.Add(work, new IssuedPaper
                    {
                        Id = work.NewId(),
                        DossierId = dossier.Id,
                        Kind = PaperKind.Result,
                        CheckCode = current.CheckCode,
                        EventId = eventId,
                        FileId = issued.Id,
                        ContentHash = issued.ContentHash,
                        IssuedAt = work.Now,
                    }),
                };
            },
            cancellationToken);
    }

    // Numbers below ten are written with a leading zero, days and the months January and February likewise (Decree 30/2020 Annex I).
    static string Number(long number) => number.ToString("00", CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => string.Create(
        CultureInfo.InvariantCulture, $"{day.Day:00} tháng {(day.Month < 3 ? day.Month.ToString("00", CultureInfo.InvariantCulture) : day.Month.ToString(CultureInfo.InvariantCulture))} năm {day.Year}");
}

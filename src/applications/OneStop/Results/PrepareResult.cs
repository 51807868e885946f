using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// The officer prepares the result: enters its content, chooses who is to sign, and the paper is printed with number, date, signature and seal
/// left free. Where the result is made in a ministry's own register, its number and the serial of the security form are part of that content.
/// </summary>
sealed class PrepareResult(
    DossierSteps steps, DossierQueries dossiers, ProcedureCatalogue catalogue, FormLibrary forms, DefinitionStore definitions, ResultPaper paper, ResultFiles files,
    TimeProvider time)
{
    public const string EventType = "dossier.result-prepared";

    /// <summary>The officer's form in force for a procedure; null where the step needs none.</summary>
    public async Task<FormSchema?> Form(Procedure procedure, DateOnly day, CancellationToken cancellationToken) =>
        procedure.ResultForm is { } key && await definitions.InForce(FormLibrary.Kind, key, day, cancellationToken) is { } definition
            ? await forms.Version(key, definition.Version)
            : null;

    /// <param name="values">What the officer entered, checked by the form.</param>
    /// <param name="signerPositionId">Position of the leader who is to sign.</param>
    public async Task<Outcome<StepDone>> Handle(
        StepCommand step, string dossierCode, FormAnswers values, Guid signerPositionId, Actor actor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly day = VietnamTime.DateOf(now);
        DossierFile? file = await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken);
        if (file is null)
            return OneStopErrors.NotFound;
        Procedure procedure = await catalogue.Version(file.Dossier.ProcedureCode, file.Dossier.ProcedureVersion);
        FormSchema form = await Form(procedure, day, cancellationToken) ?? throw new InvalidOperationException($"Procedure {procedure.Code} has no form for its result.");
        FormContext context = new(now);
        if (form.Check(values, context) is { Count: > 0 } errors)
            return OneStopErrors.Incomplete.With(errors.Count);
        IReadOnlyList<PositionRecord> signers = await paper.Signers(file, day, cancellationToken);
        if (signers.FirstOrDefault(position => position.Id == signerPositionId) is not { } signer)
            return OneStopErrors.SignerMissing;

        string checkCode = file.Result?.CheckCode ?? IssuedPapers.NewCode(16);
        FormAnswers submitted = form.Submitted(values, context);
        PrintedDocument printed = await paper.Print(file, procedure, form, submitted, checkCode, signer, now, cancellationToken);
        StoredFile stored = await files.Keep(printed.Pdf, $"du-thao-{file.Dossier.Code}.pdf", cancellationToken);
        return await steps.Do(
            EventType, step, actor, reason: null, new { values = submitted.ToJson(), signerPositionId },
            async (work, dossier, item, token) =>
            {
                if (item.Action is not (StepActions.Prepare or StepActions.OutsideSystem))
                    return ProcessErrors.OutcomeNotOffered;
                work.Db.Add(stored);
                DossierResult? result = await work.Db.Set<DossierResult>().SingleOrDefaultAsync(r => r.DossierId == dossier.Id, token);
                Facts? before = result?.Facts();
                if (result is null)
                    work.Db.Add(result = new()
                    {
                        DossierId = dossier.Id,
                        State = ResultState.Prepared,
                        Values = "",
                        FileId = default,
                        ContentHash = "",
                        Reserved = "",
                        CheckCode = checkCode,
                        PreparedBy = null,
                        PreparedAt = default,
                    });
                result.State = ResultState.Prepared;
                result.Values = submitted.ToJson();
                result.FileId = stored.Id;
                result.ContentHash = stored.ContentHash;
                result.Reserved = JsonSerializer.Serialize(printed.Reserved);
                result.PreparedBy = actor.PersonId;
                result.PreparedAt = work.Now;
                result.SignerPositionId = signer.Id;
                result.SignerName = signer.PersonName;
                result.SignedBy = null;
                result.SignedAt = null;
                result.ReturnedReason = null;
                result.Revision++;
                work.Raise(result.Subject, "result.prepared", new { }, before, result.Facts());
                dossier.Status = DossierStatus.Processing;
                if (item.Action == StepActions.OutsideSystem)
                {
                    dossier.OutsideNumber = submitted.Text("kq_so_dang_ky");
                    dossier.SecurityFormSerial = submitted.Text("kq_so_phoi");
                }

                return new StepEnd(
                    item.Action == StepActions.OutsideSystem ? "recorded" : "submit",
                    new { stored.ContentHash, signer = signer.Id, dossier.OutsideNumber, dossier.SecurityFormSerial });
            },
            cancellationToken);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Results;

namespace VanLang.OneStop.Desk;

/// <summary>Leads the forms of steps that only some shapes of work have: hand-over between agencies, opinions, inspections, review.</summary>
sealed class ShapeSteps(
    TakeOverDossier takeOver, TakeResult takeResult, ReviewResult review, CheckDossier check, RequestOpinion ask, AnswerOpinion answer,
    PlanInspection plan, RecordInspection record, FileStore files)
{
    const int MostFiles = 20;

    static readonly TimeSpan LocalOffset = TimeSpan.FromHours(7);

    /// <summary>Null where the form is none of these.</summary>
    public async Task<Outcome<StepDone>?> Do(StepPost post, string code, Actor actor, CancellationToken cancellationToken)
    {
        StepCommand step = post.Step;
        switch (post.Form)
        {
            case DeskForms.TakeOver:
                return await takeOver.Handle(step, post.Text(StepPost.Note), actor, cancellationToken);
            case DeskForms.TakeResult:
                return await takeResult.Handle(step, actor, cancellationToken);
            case DeskForms.Review:
                return await review.Handle(step, code, post.Text(StepPost.SeenHash), actor, cancellationToken);
            case DeskForms.Check:
                return await check.Handle(step, post.Text(StepPost.Note), actor, cancellationToken);
            case DeskForms.AskOpinion:
                return await ask.Handle(step, code, post.Text(StepPost.Question), actor, cancellationToken);
            case DeskForms.PlanInspection:
                return await plan.Handle(step, new(At(post), post.Text(StepPost.Place), post.Text(StepPost.People)), actor, cancellationToken);
            case DeskForms.AnswerOpinion or DeskForms.LateAnswer:
            {
                if (!Enum.TryParse(post.Text(StepPost.Verdict), out OpinionVerdict verdict) || !Enum.IsDefined(verdict))
                    return OneStopErrors.AnswerMissing;
                Outcome<List<StoredFile>> letter = await Received(post, cancellationToken);
                if (!letter.Succeeded)
                    return letter.Failure;
                OpinionAnswer said = new(verdict, post.Text(StepPost.Answer), post.Text(StepPost.AnswerNumber));
                return post.Form == DeskForms.LateAnswer
                    ? await answer.Late(new(code, step.Revision, step.Key), said, letter.Value.FirstOrDefault(), actor, cancellationToken)
                    : await answer.Handle(step, said, letter.Value.FirstOrDefault(), actor, cancellationToken);
            }

            case DeskForms.RecordInspection:
            {
                if (!Enum.TryParse(post.Text(StepPost.InspectionOutcome), out InspectionOutcome outcome) || !Enum.IsDefined(outcome))
                    return OneStopErrors.InspectionFindingsMissing;
                Outcome<List<StoredFile>> photos = await Received(post, cancellationToken);
                return photos.Succeeded
                    ? await record.Handle(step, new(At(post), post.Text(StepPost.People), post.Text(StepPost.Findings), outcome), photos.Value, actor, cancellationToken)
                    : photos.Failure;
            }

            default:
                return null;
        }
    }

    async Task<Outcome<List<StoredFile>>> Received(StepPost post, CancellationToken cancellationToken)
    {
        List<StoredFile> received = [];
        foreach (IFormFile file in post.Values.Files.Where(file => file.Name == StepPost.Files && file.Length > 0).Take(MostFiles))
        {
            await using Stream content = file.OpenReadStream();
            if (await files.Receive(content, FileIntakePolicy.Citizen, file.FileName, cancellationToken) is not FileReceipt.Received taken)
                return OneStopErrors.FileRefused.With(file.FileName);
            received.Add(taken.File);
        }

        return received;
    }

    // As the browser sends <input type="date"> and <input type="time">, or as people type the day.
    static DateTimeOffset? At(StepPost post) =>
        DateTime.TryParseExact(
            $"{post.Text(StepPost.Date).Trim()} {post.Text(StepPost.Time).Trim()}", ["yyyy-MM-dd HH:mm", "d/M/yyyy HH:mm", "d/M/yyyy H:mm"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out DateTime local)
            ? new DateTimeOffset(local, LocalOffset)
            : null;
}

using System.Globalization;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>The officer's form of a result: filled in from the dossier, or from the result that came back.</summary>
sealed class ResultDesk(PrepareResult prepare, ResultPaper paper, ResultFiles files)
{
    /// <summary>What the step needs beside the case; null where no form is filled in at this step.</summary>
    public async Task<ResultWork?> Of(DeskCase dossier, StepPost? post, CancellationToken cancellationToken)
    {
        if (dossier.Mine is not { } item || !NeedsForm(dossier.Procedure, item))
            return null;
        if (await prepare.Form(dossier.Procedure, dossier.Time.Day, cancellationToken) is not { } form)
            return null;
        FormContext context = new(dossier.Time.Now);
        FormAnswers answers = dossier.File.Result is { } result ? FormAnswers.FromJson(result.Values) : FormAnswers.None;
        List<PageReading> readings = [];
        if (post is { Form: DeskForms.Prepare })
        {
            answers = FormAnswers.None;
            foreach (SchemaPage page in form.Pages)
            {
                PageReading reading = form.Read(page.Key, answers, post.Values, context);
                answers = reading.Answers;
                readings.Add(reading);
            }
        }

        FormPrefill prefill = form.Prefill(Sources(dossier.Dossier));
        List<FormPageView> pages = [];
        for (int i = 0; i < form.Pages.Count; i++)
        {
            if (form.IsVisible(form.Pages[i], answers, context))
                pages.Add(form.PageView(form.Pages[i].Key, answers, context, CultureInfo.CurrentUICulture, prefill, readings.Count > 0 ? readings[i] : null));
        }

        return new(
            form, answers, pages,
            readings.Any(reading => reading.MustShowAgain),
            await paper.Signers(dossier.File, dossier.Time.Day, cancellationToken));
    }

    /// <summary>Whether the step ends with a printed result: the only step of its kind, or the one in the ministry's register.</summary>
    public static bool NeedsForm(Procedure procedure, WorkItem item) =>
        item.Action == StepActions.OutsideSystem || (item.Action == StepActions.Prepare && !procedure.ResultMadeElsewhere);

    /// <summary>Number of pages of the file that is to be signed or numbered.</summary>
    public async Task<int> Pages(DossierResult result, CancellationToken cancellationToken) => PdfPages.Count((await files.Read(result.FileId, cancellationToken)).Span);

    static Dictionary<string, AnswerValue> Sources(Dossier dossier) => FormAnswers.FromJson(dossier.Answers).Values
        .Where(entry => entry.Value is not null)
        .ToDictionary(entry => $"dossier.{entry.Key}", entry => entry.Value!);
}

/// <summary>The officer's form as it is to be shown.</summary>
/// <param name="Answers">Answers read from the post, or those of the result that came back.</param>
/// <param name="MustShowAgain">The post has something to correct, or only asked to be shown again.</param>
/// <param name="Signers">Who may sign.</param>
sealed record ResultWork(FormSchema Form, FormAnswers Answers, IReadOnlyList<FormPageView> Pages, bool MustShowAgain, IReadOnlyList<PositionRecord> Signers);

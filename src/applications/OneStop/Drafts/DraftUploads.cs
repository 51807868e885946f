using System.Globalization;
using Microsoft.AspNetCore.Http;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;

namespace VanLang.OneStop.Drafts;

/// <summary>Takes in the files that were posted with a page of a form.</summary>
sealed class DraftUploads(FileStore store, SaveDraft save, DraftReader reader, FailureTexts failures)
{
    /// <summary>Keeps what is good; the others come back as errors beside their slots.</summary>
    /// <returns>Errors, and how many files were kept.</returns>
    public async Task<(IReadOnlyList<FormError> Errors, int Kept)> Receive(
        OpenDraft draft, SchemaPage page, FormAnswers answers, IFormFileCollection files, Actor actor, CancellationToken cancellationToken)
    {
        List<FormError> errors = [];
        int kept = 0;
        FormContext context = draft.Context;
        foreach (IFormFile file in files.Where(file => file.FileName.Length > 0))
        {
            if (draft.Form.Field(file.Name) is not { Type: FieldType.File, Component: { } component } slot || slot.Page != page.Key)
                continue;
            if (draft.Form.CheckFile(slot.Key, file.FileName, file.Length, answers, context) is { } wrong)
            {
                errors.Add(wrong);
                continue;
            }

            await using Stream content = file.OpenReadStream();
            FileReceipt receipt = await store.Receive(content, FileIntakePolicy.Citizen, file.FileName, cancellationToken);
            if (receipt is not FileReceipt.Received received)
            {
                FileReceipt.Refused refused = (FileReceipt.Refused)receipt;
                LocalText said = new(refused.Text(CultureInfo.GetCultureInfo("vi-VN")), refused.Text(CultureInfo.GetCultureInfo("en")));
                errors.Add(new(refused.Code, page.Key, slot.Key, slot.Key, said));
                continue;
            }

            Outcome<Done> saved = await save.File(draft.Id, slot.Key, component, received.File, actor, cancellationToken);
            if (!saved.Succeeded)
            {
                errors.Add(new(saved.Failure.Code.Code, page.Key, slot.Key, slot.Key, new(failures.Say(saved.Failure))));
                continue;
            }

            kept++;
            // The next file of the slot is counted with this one.
            context = (await reader.Find(draft.Id, actor, cancellationToken))?.Context ?? context;
        }

        return (errors, kept);
    }
}

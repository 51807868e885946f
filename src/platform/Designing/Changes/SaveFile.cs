using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Saves a file of a change. Who saved on top of what they had not seen is told, and nothing of either is lost.</summary>
sealed class SaveFile(UnitOfWork unitOfWork)
{
    /// <summary>Longest file, in UTF-16 units.</summary>
    public const int Longest = 4_000_000;

    /// <param name="seen">Revision that was shown when the writing began.</param>
    /// <returns>The revision that it has now.</returns>
    public Task<Outcome<int>> Handle(Guid fileId, int seen, string? content, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<int>(
        new Operation("design.save", actor),
        async (work, token) =>
        {
            string text = (content ?? "").ReplaceLineEndings("\n");
            if (text.Length > Longest)
                return DesigningErrors.TooLong.With(Longest);
            if (await work.Db.Set<DesignFile>().SingleOrDefaultAsync(file => file.Id == fileId, token) is not { } file)
                return DesigningErrors.NotFound;
            Outcome<DesignChange> open = await ChangeWork.Open(work, file.ChangeId, token);
            if (!open.Succeeded)
                return open.Failure;
            // Sent twice, or saved without a change: nothing to keep.
            if (file.Content == text)
                return file.Revision;
            if (file.Revision != seen)
                return DesigningErrors.SavedBefore.With(file.SavedByName, VietnamTime.ToLocal(file.SavedAt).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
            file.Content = text;
            file.Revision++;
            file.SavedBy = ChangeWork.Who(actor);
            file.SavedByName = actor.Name;
            file.SavedAt = work.Now;
            ChangeWork.Keep(work, file);
            open.Value.Touch(work);
            work.Raise(open.Value.Subject, "design.file-saved", new { file.Kind, file.Key, file.IsTest, file.Revision, hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) });
            return file.Revision;
        },
        cancellationToken);
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Dossiers;

/// <summary>Dossiers, as <c>verify</c> compares them with the record.</summary>
sealed class DossierSubject : RecordedSubject
{
    public override string Kind => Dossier.SubjectKind;

    public override string Table => "dossiers";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Dossier dossier in db.Set<Dossier>().OrderBy(d => d.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // The record holds the hash of the answers; the answers must be those of the hash.
            string answers = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dossier.Answers)));
            yield return new(dossier.Id, dossier.Code, dossier.Facts())
            {
                Findings = answers == dossier.AnswersHash ? [] : [new("altered-row", Table, dossier.Code, "answers", dossier.AnswersHash, answers)],
            };
        }
    }
}

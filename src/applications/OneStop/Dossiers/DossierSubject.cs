using System.Runtime.CompilerServices;
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
            yield return new(dossier.Id, dossier.Code, dossier.Facts());
    }
}

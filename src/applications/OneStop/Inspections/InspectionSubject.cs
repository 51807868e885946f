using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Inspections;

/// <summary>Site inspections, as <c>verify</c> compares them with the record.</summary>
sealed class InspectionSubject : RecordedSubject
{
    public override string Kind => SiteInspection.SubjectKind;

    public override string Table => "site_inspections";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows =
            from inspection in db.Set<SiteInspection>()
            join dossier in db.Set<Dossier>() on inspection.DossierId equals dossier.Id
            orderby inspection.Id
            select new { Inspection = inspection, dossier.Code };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Inspection.Id, row.Code, row.Inspection.Facts());
    }
}

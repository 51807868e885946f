using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Directory.Agencies;

/// <summary>Lets <c>verify</c> find an agency that was changed behind the program's back.</summary>
sealed class AgencySubject : RecordedSubject
{
    public const string Name = "agency";

    public override string Kind => Name;

    public override string Table => "agencies";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Agency agency in db.Set<Agency>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(agency.Id, agency.Key, agency.Facts());
    }
}

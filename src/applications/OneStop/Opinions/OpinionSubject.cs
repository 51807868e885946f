using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Opinions;

/// <summary>Questions to other agencies, as <c>verify</c> compares them with the record.</summary>
sealed class OpinionSubject : RecordedSubject
{
    public override string Kind => OpinionRequest.SubjectKind;

    public override string Table => "opinion_requests";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (OpinionRequest request in db.Set<OpinionRequest>().OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(request.Id, request.Number, request.Facts());
    }
}

using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Directory.People;

/// <summary>Lets <c>verify</c> find a position, and so a power, that was changed behind the program's back.</summary>
sealed class PositionSubject : RecordedSubject
{
    public const string Name = "position";

    public override string Kind => Name;

    public override string Table => "positions";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Position position in db.Set<Position>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(position.Id, position.Key, position.Facts());
    }
}

using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VanLang.Kernel.Data;

/// <summary>
/// A query that is translated once for each model and not looked up with every use; a process may hold several models where it moves data between
/// databases. For what stands in every operation.
/// </summary>
/// <param name="translate">Gives what <c>EF.CompileAsyncQuery</c> makes of the query.</param>
public sealed class KeptQuery<TRead>(Func<TRead> translate)
    where TRead : Delegate
{
    readonly ConditionalWeakTable<IModel, TRead> translated = [];

    /// <summary>The query for the model of a context.</summary>
    public TRead For(VanLangDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return translated.GetValue(db.Model, _ => translate());
    }
}

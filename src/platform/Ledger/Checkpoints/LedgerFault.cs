using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Kernel.Operations;

namespace VanLang.Ledger.Checkpoints;

/// <summary>What stands in the way of the log outside, until it no longer does: a refused signature, a silent witness.</summary>
sealed class LedgerFault
{
    /// <summary>What it concerns: <see cref="Signing"/>, <see cref="Stamp"/>, or a witness by its name.</summary>
    public required string Concerns { get; init; }

    /// <summary>Key of its sentence in <c>Resources/ProblemTexts</c>.</summary>
    public required string Code { get; set; }

    /// <summary>Figures or the words of the other side, English.</summary>
    public required string Detail { get; set; }

    public required DateTimeOffset Since { get; set; }

    public const string Signing = "signing", Stamp = "time-stamp";

    public static string OfWitness(string name) => $"witness {name}";

    /// <summary>Keeps what is wrong now; null where nothing is.</summary>
    /// <returns>Whether it is news.</returns>
    public static async Task<bool> Settle(Work work, string concerns, Wrong? wrong, CancellationToken cancellationToken)
    {
        LedgerFault? known = await work.Db.Set<LedgerFault>().FindAsync([concerns], cancellationToken);
        if (wrong is null)
        {
            if (known is not null)
                work.Db.Remove(known);
            return false;
        }

        bool isNews = known?.Code != wrong.Code;
        if (known is null)
            work.Db.Add(known = new() { Concerns = concerns, Code = wrong.Code, Detail = wrong.Detail, Since = work.Now });
        else if (isNews)
            known.Since = work.Now;
        (known.Code, known.Detail) = (wrong.Code, wrong.Detail);
        return isNews;
    }
}

/// <summary>Something wrong, as <see cref="LedgerFault"/> keeps it.</summary>
sealed record Wrong(string Code, string Detail);

sealed class LedgerFaultMapping : IEntityTypeConfiguration<LedgerFault>
{
    public void Configure(EntityTypeBuilder<LedgerFault> builder)
    {
        builder.ToTable("ledger_faults");
        builder.HasKey(fault => fault.Concerns);
    }
}

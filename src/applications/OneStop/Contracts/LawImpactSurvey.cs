using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using VanLang.OneStop.Law.Impact;

namespace VanLang.OneStop.Contracts;

/// <summary>Which open dossiers a proposed version of a procedure's decision would decide otherwise; for the operator at the command line, so over the whole province.</summary>
public sealed class LawImpactSurvey
{
    readonly ProposalFile files;
    readonly LawImpact impact;
    readonly UnitOfWork unitOfWork;

    internal LawImpactSurvey(ProposalFile files, LawImpact impact, UnitOfWork unitOfWork) => (this.files, this.impact, this.unitOfWork) = (files, impact, unitOfWork);

    /// <summary>Reads the file and compares; nothing is kept.</summary>
    /// <param name="path">File <c>thu-tuc-CODE@2027-03-01.dmn</c>.</param>
    /// <param name="from">First legal day; null takes that of the name.</param>
    /// <returns>The comparison, or what is wrong with the file.</returns>
    public async Task<LawImpactReading> Read(string path, DateOnly? from, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        if (!File.Exists(path))
            return new(null, [new(name, null, "$", null, ImportCodes.FileMissing, "Không có tệp này.", "There is no such file.")]);
        ProposalReading reading = await files.Read(name, await File.ReadAllBytesAsync(path, cancellationToken), from, cancellationToken);
        if (reading.Proposal is not { } proposal)
            return new(null, reading.Problems);
        int open = await unitOfWork.Read((db, token) => LawImpact.Open(db.Set<Dossier>(), proposal).CountAsync(token), cancellationToken);
        return new(new(proposal.ProcedureCode, proposal.From, open, Steps(proposal, cancellationToken)), []);
    }

    async IAsyncEnumerable<LawImpactStep> Steps(Proposal proposal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ImpactBatch batch in impact.Batches(proposal, db => db.Set<Dossier>(), Guid.Empty, cancellationToken))
        {
            yield return new(batch.Looked,
            [
                .. batch.Lines.Select(line => new LawImpactLine(
                    line.Code, VietnamTime.DateOf(line.SubmittedAt), line.Applies, Said(line.Now), Said(line.Then))),
            ]);
        }
    }

    static LawImpactSide Said(ImpactSide side) => new(side.Fee, side.Limit?.Say(CultureInfo.GetCultureInfo("vi")), side.Competence?.Agency.Vi);
}

/// <summary>A comparison, or what is wrong with the file.</summary>
public sealed record LawImpactReading(LawImpactComparison? Comparison, IReadOnlyList<ImportProblem> Problems);

/// <summary>A comparison that runs while it is read.</summary>
/// <param name="ProcedureCode">Procedure that the file decides.</param>
/// <param name="From">First legal day of the proposed version.</param>
/// <param name="Open">Open dossiers of the procedure.</param>
/// <param name="Steps">What was found, some dossiers at a time.</param>
public sealed record LawImpactComparison(string ProcedureCode, DateOnly From, int Open, IAsyncEnumerable<LawImpactStep> Steps);

/// <summary>Some dossiers that were looked at.</summary>
/// <param name="Looked">How many.</param>
/// <param name="Lines">Those that are decided otherwise.</param>
public sealed record LawImpactStep(int Looked, IReadOnlyList<LawImpactLine> Lines);

/// <summary>A dossier that is decided otherwise.</summary>
/// <param name="Applies">It was submitted on or after the first day; others keep the law of their day.</param>
public sealed record LawImpactLine(string Code, DateOnly SubmittedOn, bool Applies, LawImpactSide Now, LawImpactSide Then);

/// <summary>What a version comes to; null where it gives no answer.</summary>
/// <param name="Fee">Whole đồng.</param>
/// <param name="Limit">In Vietnamese words.</param>
/// <param name="Agency">Who decides, in Vietnamese.</param>
public sealed record LawImpactSide(decimal? Fee, string? Limit, string? Agency);

using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law.Impact;

/// <summary>A version of a procedure's decision that somebody proposes; it is law for nobody.</summary>
/// <param name="Key">Key of the decision.</param>
/// <param name="ProcedureCode">Procedure it decides.</param>
/// <param name="From">First legal day it is meant to have.</param>
/// <param name="Version">SHA-256 of its content.</param>
/// <param name="Model">The decision.</param>
sealed record Proposal(string Key, string ProcedureCode, DateOnly From, string Version, DecisionModel Model);

/// <summary>
/// Proposed versions that were compared, found by their content. They stand among the definitions under a kind of their own, which nothing decides by.
/// </summary>
sealed class Proposals(UnitOfWork unitOfWork, DefinitionStore definitions, DecisionLibrary decisions)
{
    public const string Kind = "decision-proposal";

    const int Latest = 20;

    /// <summary>A proposal; null where there is none of that content.</summary>
    public async Task<Proposal?> Find(string version, CancellationToken cancellationToken)
    {
        ProposalRow? row = await unitOfWork.Read((db, token) => Query(db.Set<Definition>().Where(d => d.Version == version)).FirstOrDefaultAsync(token), cancellationToken);
        if (row is null || ProcedureLaw.ProcedureOf(row.Key) is not { } procedure)
            return null;
        string content = await definitions.Compiled(Kind, row.Key, version, text => text);
        return (await decisions.Read(content, row.From, cancellationToken)).Model is { } model ? new(row.Key, procedure, row.From, version, model) : null;
    }

    /// <summary>What was compared last, latest first.</summary>
    public Task<List<ProposalRow>> Recent(CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => Query(db.Set<Definition>()).Take(Latest).ToListAsync(token), cancellationToken);

    static IQueryable<ProposalRow> Query(IQueryable<Definition> rows) =>
        rows.Where(d => d.Kind == Kind).OrderByDescending(d => d.PublishedAt).Select(d => new ProposalRow(d.Key, d.Version, d.ValidFrom, d.PublishedAt));
}

/// <summary>A proposal in the list.</summary>
/// <param name="At">When it was handed in.</param>
sealed record ProposalRow(string Key, string Version, DateOnly From, DateTimeOffset At);

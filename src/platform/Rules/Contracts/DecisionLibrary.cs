using System.Collections.Concurrent;
using VanLang.Kernel.Definitions;
using VanLang.Rules.Decisions;

namespace VanLang.Rules.Contracts;

/// <summary>Published decision models.</summary>
public sealed class DecisionLibrary(DefinitionStore definitions)
{
    /// <summary>Under which kind decisions stand in the definition store.</summary>
    public const string Kind = "decision";

    /// <summary>A file that others import has this before its key as its namespace.</summary>
    public const string NamespacePrefix = "urn:vanlang:decision:";

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> importsByVersion = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DecisionModel> modelsByVersions = new(StringComparer.Ordinal);

    /// <summary>The model in force on a legal day, with the version that a result must name.</summary>
    /// <exception cref="InvalidOperationException">None is: the province's data are not complete.</exception>
    public async Task<(DecisionModel Model, string Version)> InForce(string key, DateOnly day, CancellationToken cancellationToken)
    {
        DecisionInForce found = await Find(key, day, cancellationToken);
        return (found.Model, found.Version);
    }

    /// <summary>The model in force on a legal day with the versions of all that it is made of.</summary>
    /// <exception cref="InvalidOperationException">None is: the province's data are not complete.</exception>
    public async Task<DecisionInForce> Find(string key, DateOnly day, CancellationToken cancellationToken) =>
        await FindAny(key, day, cancellationToken) ?? throw None(key, day);

    /// <summary>The same; null where no version is in force.</summary>
    public async Task<DecisionInForce?> FindAny(string key, DateOnly day, CancellationToken cancellationToken)
    {
        if (await definitions.InForce(Kind, key, day, cancellationToken) is not { } main)
            return null;
        Dictionary<string, Definition> imported = new(StringComparer.Ordinal);
        await Collect(ImportsOf(main), day, imported, cancellationToken);
        DecisionModel model = imported.Count == 0
            ? await definitions.Compiled(Kind, key, main.Version, dmn => Load(key, dmn, null))
            : modelsByVersions.GetOrAdd(
                string.Join(' ', imported.Values.Select(definition => definition.Version).Order(StringComparer.Ordinal).Prepend(main.Version)),
                _ => Load(key, main.Content, import => imported.GetValueOrDefault(import.Namespace)?.Content));
        return new(model, key, main.Version, main.ValidFrom, imported.Values.ToDictionary(definition => definition.Key, definition => definition.Version));
    }

    /// <summary>Reads a version that is not published yet, with the published files it imports as they are in force on its first day.</summary>
    /// <param name="dmn">The file.</param>
    /// <param name="day">Its first legal day.</param>
    public async Task<DecisionModelLoad> Read(string dmn, DateOnly day, CancellationToken cancellationToken)
    {
        Dictionary<string, Definition> imported = new(StringComparer.Ordinal);
        await Collect(DmnXml.Imports(dmn), day, imported, cancellationToken);
        return DecisionModel.Load(dmn, import => imported.GetValueOrDefault(import.Namespace)?.Content);
    }

    /// <summary>Decides by the law of the day of the fact, and says why.</summary>
    /// <param name="decision">Id or name of the decision; null for the last of the file.</param>
    /// <exception cref="InvalidOperationException">No version is in force.</exception>
    public async Task<DecisionExplanation> Decide(string key, string? decision, DateOnly day, FeelScope scope, CancellationToken cancellationToken)
    {
        DecisionInForce rule = await Find(key, day, cancellationToken);
        return new(rule, day, rule.Model.Evaluate(decision ?? rule.Model.Decisions[^1], scope));
    }

    /// <summary>
    /// Which of some cases a new version would decide otherwise than the law that is published now. Cases whose day lies before its first day keep the law they have.
    /// </summary>
    /// <param name="proposed">The new version, not published yet.</param>
    /// <param name="from">Its first legal day.</param>
    /// <param name="cases">Open cases, as the application knows them.</param>
    /// <param name="now">What <c>now()</c> gives.</param>
    public async IAsyncEnumerable<TouchedCase> Touched(
        string key, string? decision, DecisionModel proposed, DateOnly from, IAsyncEnumerable<DecisionCase> cases, DateTimeOffset now,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        ArgumentNullException.ThrowIfNull(cases);
        await foreach (DecisionCase open in cases.WithCancellation(cancellationToken))
        {
            if (open.Day < from)
                continue;
            (DecisionModel present, _) = await InForce(key, open.Day, cancellationToken);
            if (TouchedCase.Compare(open, decision, present, proposed, now) is { } touched)
                yield return touched;
        }
    }

    static DecisionModel Load(string key, string dmn, Func<DmnImport, string?>? imports) =>
        DecisionModel.Load(dmn, imports).Model ?? throw new InvalidOperationException($"The published decision {key} cannot be read.");

    static InvalidOperationException None(string key, DateOnly day) => new($"No version of decision {key} is in force on {day:O}.");

    IReadOnlyList<string> ImportsOf(Definition definition) => importsByVersion.GetOrAdd(definition.Version, _ => DmnXml.Imports(definition.Content));

    // What is not in force is left to the reader of the file, who names the place.
    async Task Collect(IReadOnlyList<string> spaces, DateOnly day, Dictionary<string, Definition> imported, CancellationToken cancellationToken)
    {
        foreach (string space in spaces)
        {
            if (imported.ContainsKey(space) || !space.StartsWith(NamespacePrefix, StringComparison.Ordinal))
                continue;
            if (await definitions.InForce(Kind, space[NamespacePrefix.Length..], day, cancellationToken) is not { } found)
                continue;
            imported[space] = found;
            await Collect(ImportsOf(found), day, imported, cancellationToken);
        }
    }
}

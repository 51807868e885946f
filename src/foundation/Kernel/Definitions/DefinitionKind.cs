using VanLang.Kernel.Import;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// A kind of thing that is laid down in files: how a file is checked before it is published, whether an operator imports it or officials draw it. The same
/// check stands before both ways.
/// </summary>
/// <param name="Name">Kind in the definition store: <c>form</c>.</param>
/// <param name="Verb">Name of its import on the command line: <c>forms</c>.</param>
/// <param name="Description">One line for <c>--help</c>, Vietnamese / English.</param>
/// <param name="Folder">Its folder below <c>province/</c>.</param>
/// <param name="Ending">How its files end, with the dot: <c>.bpmn</c>.</param>
/// <param name="Reader">Given the folder in which the files lie, how each of them is checked and read. Files beside it (code lists, scenarios, imported models) are looked for from there.</param>
public sealed record DefinitionKind(
    string Name, string Verb, string Description, string Folder, string Ending, Func<IServiceProvider, string, CancellationToken, Task<Func<DefinitionFile, DefinitionReading>>> Reader)
{
    /// <summary>The file of a published content, where the store keeps more than the file.</summary>
    public Func<string, string> Source { get; init; } = content => content;

    /// <summary>What a file is called by people, or null where it says nothing readable.</summary>
    public Func<string, string?> Title { get; init; } = _ => null;

    /// <summary>How the file ends that lies beside one of this kind and tries it out (<c>.scenarios.json</c>); null for none.</summary>
    public string? TestEnding { get; init; }

    /// <summary>Tries a file of this kind, given its path, with the tests beside it: what fails; null where <see cref="Reader"/> does it already.</summary>
    public Func<string, IReadOnlyList<ImportProblem>>? Try { get; init; }

    /// <summary>How it is filled in field by field; null where it is drawn or written.</summary>
    public DefinitionSheet? Sheet { get; init; }

    /// <summary>The same for the tests that lie beside it.</summary>
    public DefinitionSheet? TestSheet { get; init; }

    /// <summary>What is worth a look in a file, beside what keeps it from being published; given its key, its text and the day from which it is to hold.</summary>
    public Func<IServiceProvider, string, string, DateOnly, CancellationToken, Task<IReadOnlyList<DefinitionAdvice>>>? Advise { get; init; }

    /// <summary>A file that says itself from which day it holds, with another day in that place.</summary>
    public Func<string, DateOnly, string> From { get; init; } = (text, _) => text;

    /// <summary>Files that others of this kind need and that are not published by themselves, as they are in force in a published content: name below <c>province/</c> and text.</summary>
    public Func<string, IEnumerable<KeyValuePair<string, string>>> Beside { get; init; } = _ => [];

    /// <summary>Files of another kind of which a published content keeps a copy; null for none.</summary>
    public DefinitionCopies? Copies { get; init; }

    /// <summary>Its import, for a file or a folder.</summary>
    public ImportVerb Import => new(Verb, Description, Folder, async (services, path, cancellationToken) =>
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return await ((DefinitionImport)services.GetService(typeof(DefinitionImport))!).Run(path, Name, Ending, TestEnding, await Reader(services, folder, cancellationToken), cancellationToken);
    });
}

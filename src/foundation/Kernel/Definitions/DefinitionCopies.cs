using VanLang.Kernel.Import;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// How published contents keep copies of files of another kind, as a form keeps the code lists it names. A new version of such a file comes into force by new versions of what has a copy of it,
/// so that a version always means the same.
/// </summary>
/// <param name="Kind">Kind of the files that are copied.</param>
/// <param name="Names">Whether a content asks for the file of a key.</param>
/// <param name="With">A content with another text of the file of a key.</param>
/// <param name="Check">What keeps a content, given with its key, from holding with the file of a key that it has a copy of; the last argument is the text of that file before, null for none.</param>
public sealed record DefinitionCopies(
    string Kind, Func<string, string, bool> Names, Func<string, string, string, string> With, Func<string, string, string, string?, IReadOnlyList<ImportProblem>> Check);

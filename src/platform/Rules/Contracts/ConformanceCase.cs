namespace VanLang.Rules.Contracts;

/// <summary>How a case of the conformance kit came out.</summary>
public enum ConformanceStatus
{
    /// <summary>All wanted results were found.</summary>
    Success,

    /// <summary>Another result, or a file that cannot be read.</summary>
    Error,

    /// <summary>Not run to the end, for a reason that the message names.</summary>
    Ignored,
}

/// <summary>A case of the DMN conformance kit (github.com/dmn-tck/tck) that was run.</summary>
/// <param name="Folder">Folder of the case, below the one that was asked for, with <c>/</c>.</param>
/// <param name="Case">Id of the case in its file.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Message">What was wanted and what was found; empty after success.</param>
public sealed record ConformanceCase(string Folder, string Case, ConformanceStatus Status, string Message);

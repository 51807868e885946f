namespace VanLang.Kernel.Files;

/// <summary>A malware scanner: an outside party, so the one interface of this folder.</summary>
public interface IFileScanner
{
    /// <summary>Reads <paramref name="content"/> to its end and judges it. A scanner that does not answer is a value, not an exception.</summary>
    Task<FileScan> Scan(Stream content, CancellationToken cancellationToken);
}

/// <summary>What a scanner said.</summary>
public abstract record FileScan
{
    private FileScan()
    {
    }

    public sealed record Clean : FileScan;

    /// <param name="Signature">The scanner's name of what it found, such as <c>Eicar-Test-Signature</c>.</param>
    public sealed record Infected(string Signature) : FileScan;

    /// <param name="Reason">For the log and the operator, in English.</param>
    public sealed record Unavailable(string Reason) : FileScan;
}

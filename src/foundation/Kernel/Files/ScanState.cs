namespace VanLang.Kernel.Files;

/// <summary>What the malware scanner said of a stored file.</summary>
public enum ScanState
{
    /// <summary>No scanner is configured on this installation; the file may be opened.</summary>
    NotScanned,

    /// <summary>Scanned, nothing found; the file may be opened.</summary>
    Clean,

    /// <summary>The scanner did not answer, or found something later; nobody may open the file.</summary>
    Quarantined,
}

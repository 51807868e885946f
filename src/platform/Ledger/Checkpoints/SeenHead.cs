using System.Text;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Transparency;

namespace VanLang.Ledger.Checkpoints;

/// <summary>
/// The longest log that this node has seen, in a file outside the database: whoever exchanges the database for an earlier or another one is found out by the next
/// signature.
/// </summary>
sealed class SeenHead(DataFolder data)
{
    string Folder => Path.Combine(data.Path, "ledger");

    string File => Path.Combine(Folder, "seen");

    /// <exception cref="InvalidDataException">The file is there and no head: it was damaged.</exception>
    public Checkpoint? Read()
    {
        if (!System.IO.File.Exists(File))
            return null;
        return Checkpoint.TryParse(System.IO.File.ReadAllText(File, Encoding.UTF8)) ?? throw new InvalidDataException($"{File} holds no head of a log.");
    }

    public void Keep(Checkpoint head)
    {
        ArgumentNullException.ThrowIfNull(head);
        DurableFiles.CreateFolder(Folder);
        DurableFiles.Replace(File, Encoding.UTF8.GetBytes(head.Text));
    }
}

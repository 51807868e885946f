using System.Globalization;
using System.Security.Cryptography;

namespace VanLang.Transparency;

/// <summary>The head of a log at a size, as it is signed (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Name of the log: an address without scheme.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">Root of the Merkle tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>The three lines that are signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");

    /// <summary>Reads the text of a note; null for what is no checkpoint. Further lines are let pass: they say nothing of the tree.</summary>
    public static Checkpoint? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, .. var rest, ""] || rest.Any(line => line.Length == 0))
            return null;
        byte[] hash = new byte[root.Length];
        return long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long leaves) && leaves.ToString(CultureInfo.InvariantCulture) == size
            && Convert.TryFromBase64String(root, hash, out int length) && length == SHA256.HashSizeInBytes && Convert.ToBase64String(hash.AsSpan(0, length)) == root
                ? new(origin, leaves, hash.AsMemory(0, length))
                : null;
    }

    /// <summary>The checkpoint of a note, where this key of a log has signed it under its own name; null otherwise.</summary>
    public static Checkpoint? Of(SignedNote note, VerifierKey log)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(log);
        return log.Kind == NoteKeyKind.Log && log.HasSigned(note) && TryParse(note.Text) is { } checkpoint && checkpoint.Origin == log.Name ? checkpoint : null;
    }

    public bool Equals(Checkpoint? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>Holds the tree that <c>verify</c> builds leaf by leaf against the roots that are stored or known.</summary>
sealed class RootChecks
{
    readonly Dictionary<long, List<(string Place, byte[] Root)>> known = [];
    readonly Dictionary<(int Level, long Number), byte[]> nodes;
    readonly List<List<byte[]>> rows = [];
    readonly List<long> counts = [];

    RootChecks(Dictionary<(int Level, long Number), byte[]> nodes) => this.nodes = nodes;

    public static async Task<RootChecks> Load(VanLangDbContext db, IEnumerable<KnownRoots> knownRoots, CancellationToken cancellationToken)
    {
        RootChecks checks = new(await db.Set<RecordNode>().ToDictionaryAsync(n => (n.Level, n.Number), n => n.Hash, cancellationToken));
        foreach (KnownRoots place in knownRoots)
        {
            foreach (LogHead head in await place.Read(db, cancellationToken))
            {
                if (!checks.known.TryGetValue(head.Size, out List<(string, byte[])>? roots))
                    checks.known[head.Size] = roots = [];
                roots.Add((place.Place, head.Root));
            }
        }

        return checks;
    }

    /// <summary>To be called with each leaf, after it was appended.</summary>
    public IEnumerable<VerificationFinding> Appended(byte[] leafHash, MerkleTree tree)
    {
        byte[] hash = leafHash;
        for (int level = 0; ; level++)
        {
            if (rows.Count == level)
            {
                rows.Add(new(MerklePaths.TileWidth));
                counts.Add(0);
            }

            rows[level].Add(hash);
            if (rows[level].Count < MerklePaths.TileWidth)
                break;
            hash = MerklePaths.Fold([.. rows[level]]);
            rows[level].Clear();
            long number = counts[level]++;
            if (nodes.Remove((level + 1, number), out byte[]? stored) && !stored.AsSpan().SequenceEqual(hash))
                yield return Altered("record_nodes", $"{level + 1}/{number}", "hash", hash, stored);
        }

        if (known.Remove(tree.Size, out List<(string Place, byte[] Root)>? roots))
        {
            byte[] root = tree.Root();
            foreach ((string place, byte[] other) in roots.Where(other => !other.Root.AsSpan().SequenceEqual(root)))
                yield return Altered(place, $"{tree.Size}", "root", other, root);
        }
    }

    /// <summary>What is known of a log that is longer than this one.</summary>
    public IEnumerable<VerificationFinding> Left(MerkleTree tree) =>
    [
        .. known.OrderBy(size => size.Key).SelectMany(size => size.Value.Select(root => new VerificationFinding("missing-events", root.Place, $"{size.Key}", "tree_size", $"{size.Key}", $"{tree.Size}"))),
        .. nodes.Keys.Order().Select(node => new VerificationFinding("altered-log", "record_nodes", $"{node.Level}/{node.Number}", "number", null, $"{node.Number}")),
    ];

    static VerificationFinding Altered(string place, string row, string column, byte[] recorded, byte[] found) =>
        new("altered-log", place, row, column, Convert.ToHexStringLower(recorded), Convert.ToHexStringLower(found));
}

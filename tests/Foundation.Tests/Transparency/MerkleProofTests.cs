using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Foundation.Tests.Transparency;

/// <summary>Proofs made as RFC 9162 defines them, over trees that grow as the record does.</summary>
public sealed class MerkleProofTests
{
    [Fact]
    public void Every_leaf_of_a_log_is_proved_by_its_path() =>
        Gen.Int[1, 70].SelectMany(size => Gen.Int[0, size - 1].Select(index => (size, index))).Sample(log =>
        {
            byte[][] leaves = Leaves(log.size);
            Inclusion(leaves, log.index).Holds().ShouldBeTrue();
        });

    [Fact]
    public void A_path_proves_no_other_leaf_place_size_or_root() =>
        Gen.Int[2, 70].SelectMany(size => Gen.Int[0, size - 1].Select(index => (size, index))).Sample(log =>
        {
            InclusionProof proof = Inclusion(Leaves(log.size), log.index);
            (proof with { LeafIndex = (ulong)((log.index + 1) % log.size) }).Holds().ShouldBeFalse();
            (proof with { LeafHash = MerkleTree.LeafHash("other"u8) }).Holds().ShouldBeFalse();
            (proof with { Root = MerkleTree.LeafHash("other"u8) }).Holds().ShouldBeFalse();
            (proof with { Path = [.. proof.Path.Skip(1)] }).Holds().ShouldBeFalse();
            (proof with { Path = [.. proof.Path, MerkleTree.LeafHash("more"u8)] }).Holds().ShouldBeFalse();
        });

    [Fact]
    public void A_log_that_only_grew_is_proved_consistent_with_each_earlier_size() =>
        Gen.Int[1, 70].SelectMany(second => Gen.Int[1, second].Select(first => (first, second))).Sample(log =>
            Consistency(Leaves(log.second), log.first).Holds().ShouldBeTrue());

    [Fact]
    public void A_log_whose_past_was_changed_is_consistent_with_no_earlier_root() =>
        Gen.Int[2, 70].SelectMany(second => Gen.Int[1, second - 1].SelectMany(first => Gen.Int[0, first - 1].Select(changed => (first, second, changed)))).Sample(log =>
        {
            byte[][] leaves = Leaves(log.second);
            byte[] before = Root(leaves[..log.first]);
            leaves[log.changed] = MerkleTree.LeafHash("changed"u8);
            (Consistency(leaves, log.first) with { FirstRoot = before }).Holds().ShouldBeFalse();
        });

    [Fact]
    public void Proofs_made_of_stored_hashes_are_those_of_the_definition() =>
        Gen.Int[1, 900].SelectMany(size => Gen.Int[1, size].Select(part => (size, part))).Sample(
            log =>
            {
                byte[][] leaves = Leaves(log.size);
                StoredHash stored = (level, number) => new(level == 0 ? leaves[number] : Root(leaves[(int)(number << 8)..(int)((number + 1) << 8)]));

                MerklePaths.Root(log.part, stored).AsTask().Result.ShouldBe(Root(leaves[..log.part]));
                Texts(MerklePaths.Inclusion(log.part - 1, log.size, stored).AsTask().Result).ShouldBe(Texts(Path(log.part - 1, leaves)));
                Texts(MerklePaths.Consistency(log.part, log.size, stored).AsTask().Result).ShouldBe(Texts(SubProof(log.part, leaves, true)));
            },
            iter: 60);

    static string[] Texts(IEnumerable<ReadOnlyMemory<byte>> hashes) => [.. hashes.Select(hash => Convert.ToHexString(hash.Span))];

    static byte[][] Leaves(int size) => [.. Enumerable.Range(0, size).Select(i => MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"leaf {i}")))];

    static byte[] Root(byte[][] leaves)
    {
        MerkleTree tree = new();
        foreach (byte[] leaf in leaves)
            tree.Append(leaf);
        return tree.Root();
    }

    static InclusionProof Inclusion(byte[][] leaves, int index) => new((ulong)index, (ulong)leaves.Length, leaves[index], Root(leaves), Path(index, leaves));

    static ConsistencyProof Consistency(byte[][] leaves, int first) =>
        new((ulong)first, (ulong)leaves.Length, Root(leaves[..first]), Root(leaves), SubProof(first, leaves, true));

    // PATH(m, D[n]) of section 2.1.3.1.
    static ReadOnlyMemory<byte>[] Path(int index, byte[][] leaves)
    {
        if (leaves.Length == 1)
            return [];
        int k = Split(leaves.Length);
        return index < k ? [.. Path(index, leaves[..k]), Root(leaves[k..])] : [.. Path(index - k, leaves[k..]), Root(leaves[..k])];
    }

    // SUBPROOF(m, D[n], b) of section 2.1.4.1.
    static ReadOnlyMemory<byte>[] SubProof(int first, byte[][] leaves, bool isKnown)
    {
        if (first == leaves.Length)
            return isKnown ? [] : [Root(leaves)];
        int k = Split(leaves.Length);
        return first <= k
            ? [.. SubProof(first, leaves[..k], isKnown), Root(leaves[k..])]
            : [.. SubProof(first - k, leaves[k..], false), Root(leaves[..k])];
    }

    static int Split(int size)
    {
        int k = 1;
        while (k * 2 < size)
            k *= 2;
        return k;
    }
}

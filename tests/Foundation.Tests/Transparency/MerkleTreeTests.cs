using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Foundation.Tests.Transparency;

public sealed class MerkleTreeTests
{
    [Fact]
    public void The_root_of_an_empty_tree_is_the_hash_of_nothing() =>
        new MerkleTree().Root().ShouldBe(SHA256.HashData([]));

    [Fact]
    public void The_root_is_the_one_that_the_definition_of_RFC_9162_gives() =>
        Gen.Byte.Array[0, 8].List[0, 70].Sample(leaves =>
        {
            MerkleTree tree = new();
            foreach (byte[] leaf in leaves)
                tree.Append(MerkleTree.LeafHash(leaf));
            tree.Root().ShouldBe(ByDefinition([.. leaves]));
        });

    [Fact]
    public void A_restored_frontier_grows_as_the_tree_itself() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 50]).Sample((first, more) =>
        {
            MerkleTree whole = new();
            for (int i = 0; i < first; i++)
                whole.Append(Leaf(i));
            MerkleTree restored = MerkleTree.Restore(whole.Size, whole.Frontier());
            for (int i = first; i < first + more; i++)
            {
                whole.Append(Leaf(i));
                restored.Append(Leaf(i));
            }

            restored.Root().ShouldBe(whole.Root());
        });

    static byte[] Leaf(int number) => MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"leaf {number}"));

    // MTH(D[n]) of section 2.1.1: split at the largest power of two smaller than n.
    static byte[] ByDefinition(byte[][] leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return MerkleTree.LeafHash(leaves[0]);
        int k = 1;
        while (k * 2 < leaves.Length)
            k *= 2;
        return MerkleTree.NodeHash(ByDefinition(leaves[..k]), ByDefinition(leaves[k..]));
    }
}

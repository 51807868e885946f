using System.Text;
using Shouldly;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Foundation.Tests.Transparency;

public sealed class NoteTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 30, 1, 2, 3, TimeSpan.Zero);

    static readonly NoteSigner Log = new("phu-tho.example/nhat-ky", NoteKeyKind.Log, Enumerable.Repeat((byte)7, 32).ToArray());

    /// <summary>The example of golang.org/x/mod/sumdb/note, signed by a key of somebody else.</summary>
    [Fact]
    public void A_note_that_others_have_signed_is_read_and_its_signature_holds()
    {
        VerifierKey key = VerifierKey.TryParse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").ShouldNotBeNull();
        const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        SignedNote note = SignedNote.TryParse($"{Text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n").ShouldNotBeNull();

        note.Text.ShouldBe(Text);
        key.HasSigned(note).ShouldBeTrue();
        key.HasSigned(note with { Text = Text.Replace("your", "our", StringComparison.Ordinal) }).ShouldBeFalse();
        key.ToString().ShouldBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    [Fact]
    public void A_checkpoint_comes_back_as_it_was_signed_and_a_witness_signs_its_time_with_it()
    {
        Checkpoint checkpoint = new(Log.Key.Name, 20852163, MerkleTree.LeafHash("x"u8));
        using NoteSigner witness = new("thanh-tra.example", NoteKeyKind.Witness, NoteSigner.NewSeed());
        SignedNote written = new(checkpoint.Text, [Log.Sign(checkpoint.Text, Now), witness.Sign(checkpoint.Text, Now)]);

        SignedNote note = SignedNote.TryParse(Encoding.UTF8.GetBytes(written.ToString())).ShouldNotBeNull();

        Checkpoint.Of(note, Log.Key).ShouldBe(checkpoint);
        witness.Key.HasSigned(note, out DateTimeOffset? at).ShouldBeTrue();
        at.ShouldBe(Now);
        VerifierKey.TryParse(witness.Key.ToString())!.HasSigned(note).ShouldBeTrue();
        // Neither stands for the other, and a time that was changed is not what was signed.
        Checkpoint.Of(note with { Signatures = [note.Signatures[1]] }, Log.Key).ShouldBeNull();
        byte[] later = note.Signatures[1].Value.ToArray();
        later[7]++;
        witness.Key.HasSigned(note with { Signatures = [note.Signatures[1] with { Value = later }] }).ShouldBeFalse();
        Checkpoint.Of(new SignedNote(checkpoint.Text.Replace("nhat-ky", "khac", StringComparison.Ordinal), note.Signatures), Log.Key).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— na+me AAAAAAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAAAAAA=\n")]
    [InlineData("te\u0001xt\n\n— name AAAAAAAAAAA=\n")]
    public void What_is_no_note_is_not_read(string note) => SignedNote.TryParse(note).ShouldBeNull();

    [Theory]
    [InlineData("log\n1\n")]
    [InlineData("log\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n1\nAAAA\n")]
    [InlineData("\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_checkpoint_is_not_read(string text) => Checkpoint.TryParse(text).ShouldBeNull();

    [Theory]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void What_is_no_key_is_not_read(string key) => VerifierKey.TryParse(key).ShouldBeNull();

    [Theory]
    [InlineData("000", 0, 256)]
    [InlineData("067", 67, 256)]
    [InlineData("x001/x234/067", 1234067, 256)]
    [InlineData("x001/x234/067.p/8", 1234067, 8)]
    [InlineData("x001/000.p/255", 1000, 255)]
    public void A_tile_is_named_by_its_address(string address, long number, int width)
    {
        TilePath.TryParse(address, out TilePath path).ShouldBeTrue();
        path.ShouldBe(new TilePath(number, width));
        path.ToString().ShouldBe(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("67")]
    [InlineData("x000/067")]
    [InlineData("001/067")]
    [InlineData("x001/067.p/0")]
    [InlineData("x001/067.p/256")]
    [InlineData("x001/067.p/08")]
    [InlineData("x001/067.p/")]
    [InlineData("../067")]
    [InlineData("x999/x999/x999/x999/x999/x999/999")]
    public void No_other_address_names_a_tile(string address) => TilePath.TryParse(address, out _).ShouldBeFalse();

    [Fact]
    public void A_request_to_a_witness_comes_back_as_it_was_written()
    {
        Checkpoint checkpoint = new(Log.Key.Name, 5, MerkleTree.LeafHash("x"u8));
        WitnessRequest request = new(3, [MerkleTree.LeafHash("a"u8), MerkleTree.LeafHash("b"u8)], new(checkpoint.Text, [Log.Sign(checkpoint.Text, Now)]));

        WitnessRequest read = WitnessRequest.TryParse(Encoding.UTF8.GetBytes(request.ToString())).ShouldNotBeNull();

        read.ToString().ShouldBe(request.ToString());
        (read.OldSize, read.Proof.Count).ShouldBe((3, 2));
        WitnessRequest.TryParse(Encoding.UTF8.GetBytes(request.ToString().Replace("old 3", "old 03", StringComparison.Ordinal))).ShouldBeNull();
        WitnessRequest.TryParse("old 3\n\n"u8).ShouldBeNull();
    }
}

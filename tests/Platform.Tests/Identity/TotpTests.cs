using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Identity.Factors;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class TotpTests
{
    static readonly byte[] Rfc = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.Code(Rfc, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(code);

    [Fact]
    public void A_code_counts_for_the_half_minute_beside_it_and_never_twice() =>
        Gen.Select(Gen.Byte.Array[Totp.SecretBytes], Gen.Long[0, 4_000_000_000], Gen.Int[-3, 3]).Sample((secret, seconds, off) =>
        {
            DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(seconds + 90);
            long step = Totp.StepOf(now) + off;
            string code = Totp.Code(secret, step);
            long? matched = Totp.Match(secret, code, now, lastStep: -10);
            // Two half minutes may have the same code by chance; then a neighbour is found.
            if (Math.Abs(off) <= 1)
                matched.ShouldNotBeNull();
            else
                (matched is null || Totp.Code(secret, matched.Value) == code).ShouldBeTrue();
            if (matched is { } used)
                (Totp.Match(secret, code, now, used) is null or > 0).ShouldBeTrue();
            Totp.Match(secret, code, now, Totp.StepOf(now) + 1).ShouldBeNull();
        });

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_RFC_4648_says(string plain, string written) => Totp.Base32(Encoding.ASCII.GetBytes(plain)).ShouldBe(written);

    [Fact]
    public void A_paper_code_is_read_as_people_copy_it() =>
        Gen.Int[0, 1].Sample(_ =>
        {
            string code = PaperCode.New();
            string plain = code.Replace("-", "", StringComparison.Ordinal);
            PaperCode.Normalise(code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')).ShouldBe(plain);
            PaperCode.Normalise($" {plain[..6]} {plain[6..]}").ShouldBe(plain);
            PaperCode.Normalise(plain[..11]).ShouldBeNull();
        });
}

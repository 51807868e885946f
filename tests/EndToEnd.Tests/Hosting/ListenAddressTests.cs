using Shouldly;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("unix:/run/vanlang/vanlang.sock", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("localhost:8080", false)]
    [InlineData("unix:", false)]
    public void An_address_is_read_as_it_is_written_or_refused(string text, bool expected) => ListenAddress.TryParse(text, out _).ShouldBe(expected);
}

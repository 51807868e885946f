using Shouldly;
using VanLang.OneStop.Drafts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Citizen;

public sealed class ContactDetailsTests
{
    [Theory]
    [InlineData("0912 345 678", "0912345678")]
    [InlineData("+84 (912) 345-678", "+84912345678")]
    [InlineData("0912.345.678", "0912345678")]
    public void A_telephone_number_may_be_typed_as_people_write_it(string typed, string kept) => ContactDetails.Phone(typed).ShouldBe(kept);

    [Theory]
    [InlineData("12")]
    [InlineData("không có")]
    [InlineData("++84912345678")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_telephone_number_is_not_kept(string? typed) => ContactDetails.Phone(typed).ShouldBeNull();

    [Theory]
    [InlineData(" ten@vidu.vn ", "ten@vidu.vn")]
    [InlineData("ten@vidu", null)]
    [InlineData("Tên <ten@vidu.vn>", null)]
    [InlineData("khong", null)]
    public void An_email_address_is_an_address_and_nothing_more(string typed, string? kept) => ContactDetails.Email(typed).ShouldBe(kept);
}

using System.Globalization;
using CsCheck;
using Shouldly;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

public sealed class VietnameseFormat_tests
{
    static readonly CultureInfo vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    static readonly CultureInfo english = CultureInfo.GetCultureInfo("en");

    [Theory, InlineData(0, "0 đ"), InlineData(8000, "8.000 đ"), InlineData(1234567, "1.234.567 đ"), InlineData(-500, "-500 đ")]
    public void Money_is_whole_dong_with_points(int amount, string text) => VietnameseFormat.Money(amount).ShouldBe(text);

    [Fact]
    public void A_part_of_a_dong_is_a_bug() => Should.Throw<ArgumentOutOfRangeException>(() => VietnameseFormat.Money(50000.5m));

    [Fact]
    public void Money_does_not_depend_on_the_culture_of_the_thread()
    {
        CultureInfo.CurrentCulture = english;
        VietnameseFormat.Money(1234567).ShouldBe("1.234.567 đ");
        VietnameseFormat.Number(1234.5m, 2).ShouldBe("1.234,5");
    }

    [Fact]
    public void Instants_are_shown_on_the_clock_of_Vietnam()
    {
        var instant = new DateTimeOffset(2026, 11, 24, 17, 5, 0, TimeSpan.Zero);
        VietnameseFormat.DateTime(instant).ShouldBe("00:05 25/11/2026");
        VietnameseFormat.Date(instant).ShouldBe("25/11/2026");
    }

    [Fact]
    public void A_deadline_is_written_as_people_say_it()
    {
        var half = new DateTimeOffset(2026, 11, 25, 16, 30, 0, TimeSpan.FromHours(7));
        VietnameseFormat.Deadline(half, vietnamese).ShouldBe("16 giờ 30 ngày 25/11/2026");
        VietnameseFormat.Deadline(half.AddHours(-9).AddMinutes(-30), vietnamese).ShouldBe("7 giờ ngày 25/11/2026");
        VietnameseFormat.Deadline(half, english).ShouldBe("16:30 on 25/11/2026");
    }

    [Fact]
    public void Documents_write_small_days_and_the_first_months_with_a_zero()
    {
        VietnameseFormat.LongDate(new(2026, 2, 5), vietnamese).ShouldBe("ngày 05 tháng 02 năm 2026");
        VietnameseFormat.LongDate(new(2026, 11, 25), vietnamese).ShouldBe("ngày 25 tháng 11 năm 2026");
        VietnameseFormat.LongDate(new(2026, 3, 9), vietnamese).ShouldBe("ngày 09 tháng 3 năm 2026");
        VietnameseFormat.LongDate(new(2026, 2, 5), english).ShouldBe("5 February 2026");
    }

    [Fact]
    public void Working_days_and_days_are_never_mixed()
    {
        VietnameseFormat.WorkingDays(3, vietnamese).ShouldBe("3 ngày làm việc");
        VietnameseFormat.WorkingDays(0.5m, vietnamese).ShouldBe("0,5 ngày làm việc");
        VietnameseFormat.CalendarDays(15, vietnamese).ShouldBe("15 ngày");
        VietnameseFormat.WorkingDays(1, english).ShouldBe("1 working day");
        VietnameseFormat.WorkingHours(4, english).ShouldBe("4 working hours");
    }

    [Theory, InlineData(820, "820 byte"), InlineData(1_000, "1 KB"), InlineData(348_161, "349 KB"), InlineData(12_400_000, "12,4 MB"), InlineData(20_000_000, "20 MB"), InlineData(3_000_000_000, "3 GB")]
    public void File_sizes_are_short(long bytes, string text) => VietnameseFormat.FileSize(bytes).ShouldBe(text);

    [Fact]
    public void A_date_survives_being_split_shown_and_read_again() =>
        Gen.Date[new DateTime(1900, 1, 1), new DateTime(2200, 12, 31)].Sample(time =>
        {
            var date = DateOnly.FromDateTime(time);
            var typed = DateParts.Split(DateParts.From(date).ToString());
            return typed.TryGetDate(out var read) && read == date
                && DateParts.Split(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) == DateParts.From(date);
        });

    [Theory, InlineData("31", "2", "2026"), InlineData("0", "1", "2026"), InlineData("1", "13", "2026"), InlineData("1", "1", "26"), InlineData("", "1", "2026"), InlineData("-1", "1", "2026"), InlineData("1", "1", "99999"), InlineData(null, null, null)]
    public void What_is_no_day_is_not_read_as_one(string? day, string? month, string? year) => new DateParts(day, month, year).TryGetDate(out _).ShouldBeFalse();

    [Theory, InlineData("Form.Birth.Day", "Form-Birth-Day"), InlineData("papers[3].file", "papers-3--file"), InlineData("3.x", "f-3-x"), InlineData("...", "f-")]
    public void Ids_come_from_names(string name, string id) => FieldId.From(name).ShouldBe(id);
}

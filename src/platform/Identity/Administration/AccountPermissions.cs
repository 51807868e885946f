using VanLang.Kernel;

namespace VanLang.Identity.Administration;

/// <summary>Permissions on accounts of others.</summary>
static class AccountPermissions
{
    public const string See = "account.see";
    public const string Manage = "account.manage";
    public const string OpenReset = "account.open-reset";
    public const string ConfirmReset = "account.confirm-reset";
    public const string HelpCitizens = "account.help-citizens";
    public const string WholeProvince = "account.whole-province";

    public static IReadOnlyList<Permission> All =>
    [
        new(See, "Xem tài khoản của cán bộ trong cơ quan và cơ quan trực thuộc", "See accounts of officials of the agency and those below it"),
        new(Manage, "Lập, khóa, mở lại tài khoản của cán bộ", "Make, close and reopen accounts of officials"),
        new(OpenReset, "Đề nghị cấp lại tài khoản cho người mất mật khẩu hoặc điện thoại", "Ask for a reset of an account whose owner lost password or phone"),
        new(ConfirmReset, "Xác nhận cấp lại tài khoản do người khác đề nghị", "Confirm a reset that somebody else has asked for"),
        new(HelpCitizens, "Đề nghị cấp lại tài khoản cho công dân đến quầy, người khác xác nhận", "Ask for a reset for a citizen at the counter; somebody else confirms it"),
        new(WholeProvince, "Các quyền trên với mọi cơ quan của tỉnh", "The same for every agency of the province"),
    ];
}

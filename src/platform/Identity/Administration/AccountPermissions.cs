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
        new(See, "Xem tài khoản của cán bộ trong cơ quan và cơ quan trực thuộc"),
        new(Manage, "Lập, khóa, mở lại tài khoản của cán bộ"),
        new(OpenReset, "Đề nghị cấp lại tài khoản cho người mất mật khẩu hoặc điện thoại"),
        new(ConfirmReset, "Xác nhận cấp lại tài khoản do người khác đề nghị"),
        new(HelpCitizens, "Đề nghị cấp lại tài khoản cho công dân đến quầy, người khác xác nhận"),
        new(WholeProvince, "Các quyền trên với mọi cơ quan của tỉnh"),
    ];
}

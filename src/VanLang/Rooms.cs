using VanLang.Access;
using VanLang.Designing;
using VanLang.Directory;
using VanLang.Forms;
using VanLang.Identity;
using VanLang.Kernel;
using VanLang.Ledger;
using VanLang.OneStop;
using VanLang.Operating;
using VanLang.Printing;
using VanLang.Processes;
using VanLang.Rules;
using VanLang.Signing;
using VanLang.Web;

namespace VanLang;

/// <summary>The rooms of this program, lower floors first.</summary>
static class Rooms
{
    public static RoomCatalog All() => new(
    [
        new PrintingRoom(),
        new WebRoom(),
        new DirectoryRoom(),
        new AccessRoom(),
        new IdentityRoom(),
        new FormsRoom(),
        new RulesRoom(),
        new ProcessesRoom(),
        new SigningRoom(),
        new LedgerRoom(),
        new OperatingRoom(),
        new DesigningRoom(),
        new OneStopRoom(),
    ]);
}

using VanLang.Kernel.Access;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Fees;

/// <summary>When a fee is to be paid at the counter, and who takes it.</summary>
static class FeeRules
{
    /// <summary>Clerks of the places of receipt and return.</summary>
    public static bool IsCollector(Actor actor, Dossier dossier) =>
        actor.Kind == ActorKind.Official && actor.May(OneStopPermissions.Receive)
        && (actor.AgencyId == dossier.ReceivingAgencyId || actor.AgencyId == dossier.ReturnAgencyId);

    /// <summary>Whether something is to be paid: not for a dossier that was not taken in, stopped or withdrawn.</summary>
    public static bool IsDue(Dossier dossier) =>
        dossier is { Fee: > 0, FeePaidAt: null, EndedWithoutResult: false };

    /// <summary>Whether the result may leave the house.</summary>
    public static bool IsSettled(Dossier dossier) => dossier.Fee == 0 || dossier.FeePaidAt is not null;
}

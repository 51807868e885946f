using VanLang.Designing.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Whose dossiers a rehearsal plays, and who sees what came of it: those of the own agency, or of the province for who may see that.</summary>
static class RehearsalScope
{
    public static bool MayBegin(Actor actor) => actor.May(DesignPermissions.Draw) && actor.May(OneStopPermissions.Impact) && (actor.May(OneStopPermissions.ImpactOfProvince) || actor.AgencyId is not null);

    /// <summary>Null for the whole province.</summary>
    public static Guid? AgencyOf(Actor actor) => actor.May(OneStopPermissions.ImpactOfProvince) ? null : actor.AgencyId;

    /// <summary>Rehearsals whose findings somebody may see.</summary>
    public static IQueryable<Rehearsal> SeenBy(VanLangDbContext db, Actor actor) =>
        !MayBegin(actor) ? db.Set<Rehearsal>().Where(_ => false)
        : actor.May(OneStopPermissions.ImpactOfProvince) ? db.Set<Rehearsal>()
        : db.Set<Rehearsal>().Where(rehearsal => rehearsal.AgencyId != null && rehearsal.AgencyId == actor.AgencyId);

    /// <summary>The dossiers that a rehearsal plays.</summary>
    public static IQueryable<Dossier> Dossiers(VanLangDbContext db, Rehearsal rehearsal) =>
        rehearsal.AgencyId is { } agency ? DossierQueries.Visible(db, new AccessScope([agency], null)) : db.Set<Dossier>();
}

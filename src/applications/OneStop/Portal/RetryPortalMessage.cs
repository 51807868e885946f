using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Tries a message that failed or waits once more: after the portal is whole again, after missing data were published, or because the clerk says
/// that it is a dossier of its own.
/// </summary>
sealed class RetryPortalMessage(PortalDecisions decisions)
{
    /// <param name="ofItsOwn">True: it is a dossier of its own, however much it looks like another.</param>
    public Task<Outcome<Done>> Handle(MessageCommand command, bool ofItsOwn, Actor actor, CancellationToken cancellationToken) => decisions.Do(
        ofItsOwn ? "portal.take-as-own" : "portal.retry", PortalMessageEvents.Retried, command, actor, reason: null,
        (work, message, _) =>
        {
            if (!Offers(message) || (ofItsOwn && !OffersOwn(message)))
                return Task.FromResult<Failure?>(PortalErrors.NotOffered);
            message.State = PortalMessageState.New;
            message.HoldReason = null;
            message.HoldDetail = null;
            message.Attempts = 0;
            message.IsOfItsOwn |= ofItsOwn;
            work.Schedule(message.Id, PortalTakeJob.JobKind, $"portal/{message.DossierCode}", message.Id.ToString(), work.Now);
            return Task.FromResult<Failure?>(null);
        },
        cancellationToken);

    public static bool Offers(PortalMessage message) => message.State is PortalMessageState.Failed or PortalMessageState.Held;

    /// <summary>Whether it may be a dossier of its own: not under a code that stands for a dossier already.</summary>
    /// <remarks>Of what is done with a dossier: whether it may be done although it was said before, or without the files that were refused.</remarks>
    public static bool OffersOwn(PortalMessage message) => message.State == PortalMessageState.Held
        && (message.Act is not null ? message.HoldReason is HoldReason.PossibleDuplicate or HoldReason.FilesRefused
            : message.HoldReason == HoldReason.PossibleMerge || (message.HoldReason == HoldReason.PossibleDuplicate && message.HoldDetail != message.DossierCode));
}

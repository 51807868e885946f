using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Portal;

/// <summary>Closes a message that becomes no dossier: it said what was known, it is not taken in, or the operator gives it up. It stays in the inbox for ever.</summary>
sealed class ClosePortalMessage(PortalDecisions decisions)
{
    /// <param name="state"><see cref="PortalMessageState.Duplicate"/>, <see cref="PortalMessageState.Refused"/> (the citizen is told why) or <see cref="PortalMessageState.GivenUp"/>.</param>
    public Task<Outcome<Done>> Handle(MessageCommand command, PortalMessageState state, string reason, Actor actor, CancellationToken cancellationToken) => decisions.Do(
        $"portal.close-{state}", PortalMessageEvents.Closed, command, actor, reason,
        (_, message, _) =>
        {
            if (!Offers(message, state))
                return Task.FromResult<Failure?>(PortalErrors.NotOffered);
            if (string.IsNullOrWhiteSpace(reason))
                return Task.FromResult<Failure?>(PortalErrors.ReasonMissing);
            message.State = state;
            message.DecisionReason = reason.Trim();
            return Task.FromResult<Failure?>(null);
        },
        cancellationToken);

    public static bool Offers(PortalMessage message, PortalMessageState state) => state switch
    {
        // What is done with a dossier changes nothing of it by being closed.
        PortalMessageState.Duplicate or PortalMessageState.Refused when message.Act is not null => message.State == PortalMessageState.Held,
        PortalMessageState.Duplicate => message is { State: PortalMessageState.Held, HoldReason: HoldReason.PossibleDuplicate or HoldReason.ChangedContent or HoldReason.PossibleMerge },
        // A code that stands for a dossier has a status of its own: only that dossier can be refused.
        PortalMessageState.Refused => message is { State: PortalMessageState.Held, HoldReason: not (HoldReason.ChangedContent or HoldReason.CodeInUse) }
            && !(message.HoldReason == HoldReason.PossibleDuplicate && message.HoldDetail == message.DossierCode),
        PortalMessageState.GivenUp => message.State is PortalMessageState.Failed or PortalMessageState.Held,
        _ => false,
    };
}

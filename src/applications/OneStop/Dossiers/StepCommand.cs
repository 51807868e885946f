namespace VanLang.OneStop.Dossiers;

/// <summary>What every step of the desk is told.</summary>
/// <param name="WorkItemId">The open work item that it does.</param>
/// <param name="Revision">Revision of the dossier that the actor saw.</param>
/// <param name="Key">Idempotency key of the form.</param>
sealed record StepCommand(Guid WorkItemId, int Revision, string Key);

/// <summary>Answer of a step.</summary>
/// <param name="DossierId">The dossier.</param>
/// <param name="Code">Its code.</param>
sealed record StepDone(Guid DossierId, string Code);

namespace VanLang.Kernel.Record;

/// <summary>What an event is about.</summary>
/// <param name="Kind">Stable kind, <c>dossier</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record Subject(string Kind, Guid Id);

namespace VanLang.Signing.Contracts;

/// <summary>What a second person has said: that the numbers of a certificate are those on the identity paper of the official who registered it.</summary>
/// <param name="CertificateId">The certificate on which it was said; it may have been taken out since.</param>
/// <param name="Numbers">The numbers that became the official's by it.</param>
/// <param name="At">When; by it one confirmation is told from a later one on the same certificate.</param>
public sealed record NumberConfirmation(Guid CertificateId, Guid PersonId, IReadOnlyList<CertificateNumber> Numbers, Guid ConfirmedBy, DateTimeOffset At);

using System.Text.Json;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Results.Copies;

/// <summary>Copies that were certified in a dossier, as the record tells of them.</summary>
sealed class CertifiedCopies(UnitOfWork unitOfWork)
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<CertifiedCopy>> Of(DossierFile file, CancellationToken cancellationToken)
    {
        if (file.Papers.All(paper => paper.Kind != PaperKind.CertifiedCopy))
            return [];
        Dictionary<Guid, TimelineEvent> acts = (await unitOfWork.Read((db, token) => RecordTimeline.Of(db, file.Dossier.Subject, token), cancellationToken))
            .Where(act => act.Type == CertifyCopy.EventType).ToDictionary(act => act.Id);
        return [.. file.Papers.Where(paper => paper.Kind == PaperKind.CertifiedCopy).Select(paper => Copy(paper, acts.GetValueOrDefault(paper.EventId)))];
    }

    static CertifiedCopy Copy(IssuedPaper paper, TimelineEvent? act)
    {
        using JsonDocument payload = JsonDocument.Parse(act?.Payload ?? "{}");
        string? number = payload.RootElement.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("number", out JsonElement said) ? said.GetString() : null;
        return new(paper.Id, number, paper.IssuedAt, act?.ActorId);
    }
}

/// <summary>A certified copy.</summary>
/// <param name="PaperId">The issued paper.</param>
/// <param name="Number">Number and sign in the register of copies of its year, <c>01/SY</c>; null where the record no longer tells it.</param>
/// <param name="By">Person who certified it.</param>
sealed record CertifiedCopy(Guid PaperId, string? Number, DateTimeOffset At, Guid? By);

using System.Text.Json;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Papers;

/// <summary>What each kind of paper says beside the names common to all.</summary>
static class PaperWords
{
    /// <param name="actor">Post of the official whose act the paper states; null where nobody's is.</param>
    public static void Add(
        Dictionary<string, object?> values, IssuedPaper paper, DossierFile file, JsonElement payload, SealedEvent sealedEvent, PositionRecord? actor)
    {
        JsonElement data = payload.TryGetProperty("data", out JsonElement told) ? told : default;
        values["clerk"] = PaperData.Values(("name", null), ("phone", null));
        values["signer"] = PaperData.Values(("submitter", file.Dossier.OwnerName), ("title", null), ("name", null), ("authority", null));
        switch (paper.Kind)
        {
            case PaperKind.OnlineReceipt:
                values["record"] = PaperData.Proof(sealedEvent);
                break;
            case PaperKind.ReceiptAndAppointment:
                // The appointment is the due time of the acceptance itself, also when the paper is made after a later pause.
                values["dossier"] = new Dictionary<string, object?>((IReadOnlyDictionary<string, object?>)values["dossier"]!)
                {
                    ["acceptedAt"] = paper.IssuedAt,
                    ["appointmentAt"] = data.GetProperty("dueAt").GetDateTimeOffset(),
                };
                values["clerk"] = PaperData.Values(("name", data.TryGetProperty("clerk", out JsonElement clerk) ? clerk.GetString() : null), ("phone", null));
                break;
            case PaperKind.SupplementRequest:
                SupplementRequest request = file.Supplements[^1];
                values["request"] = PaperData.Values(
                    ("at", request.RequestedAt),
                    ("before", null),
                    ("reason", request.Reason),
                    ("items", JsonSerializer.Deserialize<string[]>(request.Items)!.Select(item => PaperData.Values(("text", item), ("reason", null))).ToList()));
                values["clerk"] = PaperData.Values(("name", actor?.PersonName), ("phone", null));
                break;
            case PaperKind.InspectionMinutes:
                Inspections.SiteInspection inspection = file.Inspection!;
                values["inspection"] = PaperData.Values(
                    ("plannedAt", inspection.PlannedAt),
                    ("heldAt", inspection.HeldAt),
                    ("place", inspection.Place),
                    ("present", Lines(inspection.Present)),
                    ("findings", inspection.Findings),
                    ("outcome", Outcome(inspection.Outcome)),
                    ("recordedBy", inspection.RecordedBy),
                    ("photos", file.Photos.Select(photo => PaperData.Values(("name", photo.Name), ("hash", photo.ContentHash))).ToList()));
                break;
            case PaperKind.ApologyAndReschedule:
                values["apology"] = PaperData.Values(
                    ("at", paper.IssuedAt),
                    ("from", data.GetProperty("from").GetDateTimeOffset()),
                    ("to", data.GetProperty("to").GetDateTimeOffset()),
                    ("reason", data.GetProperty("reason").GetString()),
                    ("responsible", actor is null ? data.GetProperty("by").GetString() : InFull(actor)));
                break;
            case PaperKind.RefusalNotice:
                values["refusal"] = PaperData.Values(
                    ("at", paper.IssuedAt),
                    ("isAfterAcceptance", file.Dossier.AcceptedAt is not null),
                    ("reason", data.GetProperty("reason").GetString()),
                    ("legalBasis", data.GetProperty("legalBasis").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList<object?>()),
                    ("advice", null));
                // Who refused answers for it by name.
                values["clerk"] = PaperData.Values(("name", data.TryGetProperty("clerk", out JsonElement refusing) ? refusing.GetString() : null), ("phone", null));
                break;
        }
    }

    static string InFull(PositionRecord position) =>
        string.Join(", ", new[] { position.PersonName, position.Title, position.UnitName, position.AgencyName }.Where(part => !string.IsNullOrEmpty(part)));

    static List<IReadOnlyDictionary<string, object?>> Lines(string? text) =>
    [
        .. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => PaperData.Values(("text", line))),
    ];

    static string Outcome(Inspections.InspectionOutcome? outcome) => outcome switch
    {
        Inspections.InspectionOutcome.AsDeclared => "Hiện trạng đúng với hồ sơ",
        Inspections.InspectionOutcome.WithRemarks => "Có điểm khác với hồ sơ, không cản trở việc giải quyết",
        _ => "Không đủ điều kiện",
    };
}

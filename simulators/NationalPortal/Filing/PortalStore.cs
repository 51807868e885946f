using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VanLang.Simulators.NationalPortal.Faults;

namespace VanLang.Simulators.NationalPortal.Filing;

/// <summary>Everything the portal keeps, in one JSON file that is written anew with each change, and its files beside it.</summary>
sealed class PortalStore
{
    static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    readonly Lock gate = new();
    readonly SimulatorOptions options;
    readonly ProvinceData province;
    readonly FaultSwitches faults;
    readonly TimeProvider time;
    readonly Kept kept;
    readonly List<string> heldBack = [];

    public PortalStore(SimulatorOptions options, ProvinceData province, FaultSwitches faults, TimeProvider time)
    {
        (this.options, this.province, this.faults, this.time) = (options, province, faults, time);
        Directory.CreateDirectory(Path.Combine(options.Data, "files"));
        kept = File.Exists(StateFile) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(StateFile))! : new();
    }

    string StateFile => Path.Combine(options.Data, "portal.json");

    public IReadOnlyList<FiledDossier> DossiersOf(Guid? technicalId)
    {
        lock (gate)
            return [.. kept.Dossiers.Values.Where(dossier => technicalId is null || dossier.TechnicalId == technicalId).OrderByDescending(dossier => dossier.FiledAt)];
    }

    public FiledDossier? Dossier(string code)
    {
        lock (gate)
            return kept.Dossiers.GetValueOrDefault(code);
    }

    public PortalMessage? Message(string id)
    {
        lock (gate)
            return kept.Messages.GetValueOrDefault(id);
    }

    /// <summary>Announcements after a cursor: place and message.</summary>
    public IReadOnlyList<(long Place, PortalMessage Message)> Announced(long after, int most)
    {
        lock (gate)
            return [.. kept.Announced.Select((id, index) => (Place: index + 1L, Message: kept.Messages[id])).Where(row => row.Place > after).Take(most)];
    }

    public byte[]? Content(Guid file)
    {
        string path = Path.Combine(options.Data, "files", file.ToString("N"));
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    public bool Acknowledge(string messageId)
    {
        lock (gate)
        {
            if (!kept.Messages.TryGetValue(messageId, out PortalMessage? message))
                return false;
            message.AcknowledgedAt ??= time.GetUtcNow();
            Save();
            return true;
        }
    }

    /// <summary>Takes a status of the province in; a message id seen before changes nothing.</summary>
    public void Update(string code, string messageId, int status, JsonObject body)
    {
        lock (gate)
        {
            FiledDossier dossier = OfProvince(code, body);
            if (dossier.Updates.All(update => update.MessageId != messageId))
                dossier.Updates.Add(new(messageId, time.GetUtcNow(), status, body));
            Save();
        }
    }

    public void Report(string code, string messageId, string actor, string content, string at)
    {
        lock (gate)
        {
            FiledDossier dossier = OfProvince(code, []);
            if (dossier.Progress.All(row => row.MessageId != messageId))
                dossier.Progress.Add(new(messageId, time.GetUtcNow(), actor, content, at));
            Save();
        }
    }

    /// <summary>Files a dossier and announces it, with the faults that are on.</summary>
    public FiledDossier Take(Filing filing)
    {
        ProcedureData procedure = province.Procedure(filing.ProcedureCode);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset filedAt = faults.Take(Fault.Late) is { } late ? now.AddDays(-late.Value) : now;
        List<PortalFile> files = [.. filing.Files.Select(Keep)];
        lock (gate)
        {
            FiledDossier dossier = new()
            {
                // G22 is the Office of the Government in the public lists of codes; the form of the rest is assumed.
                Code = string.Create(CultureInfo.InvariantCulture, $"G22.99-{filedAt.ToOffset(Vietnam):yyyyMMdd}-{++kept.LastNumber:0000000}"),
                ProcedureCode = procedure.Code,
                ProcedureName = procedure.Name,
                AgencyCode = filing.AgencyCode,
                AgencyName = province.Agencies.FirstOrDefault(agency => agency.Code == filing.AgencyCode)?.Name ?? filing.AgencyCode,
                TechnicalId = filing.Citizen.TechnicalId,
                OwnerName = filing.Citizen.Name,
                PersonNumber = filing.Citizen.Number,
                FiledAt = filedAt,
            };
            kept.Dossiers[dossier.Code] = dossier;
            JsonObject body = DossierMessage.Of(dossier, procedure, filing, files);
            PortalMessage message = Add(dossier, body);
            Announce(message.Id);
            if (faults.Take(Fault.Duplicate) is not null)
                Announce(message.Id);
            if (faults.Take(Fault.Repeat) is not null)
                Announce(Add(dossier, body).Id);
            if (faults.Take(Fault.ChangedContent) is not null)
                Announce(Add(dossier, DossierMessage.WithOtherAnswers(body)).Id);
            Save();
            return dossier;
        }
    }

    /// <summary>A citizen supplements a dossier or asks to withdraw it; announced with the faults that are on. The portal does not look whether it may be done.</summary>
    public void Act(PortalActing acting)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset at = faults.Take(Fault.Late) is { } late ? now.AddDays(-late.Value) : now;
        List<PortalFile> files = [.. acting.Files.Select(Keep)];
        lock (gate)
        {
            FiledDossier? dossier = kept.Dossiers.GetValueOrDefault(acting.Code);
            JsonObject body = DossierMessage.OfAct(acting.Code, acting.Kind, at, acting.PersonNumber, acting.Text, files);
            PortalMessage First() => Add(acting.Code, dossier?.ProcedureCode ?? "", acting.AgencyCode ?? dossier?.AgencyCode ?? "", at, body, acting.Kind);
            PortalMessage message = First();
            Announce(message.Id);
            if (faults.Take(Fault.Duplicate) is not null)
                Announce(message.Id);
            if (faults.Take(Fault.Repeat) is not null)
                Announce(First().Id);
            Save();
        }
    }

    PortalMessage Add(FiledDossier dossier, JsonObject body) => Add(dossier.Code, dossier.ProcedureCode, dossier.AgencyCode, dossier.FiledAt, body, kind: null);

    PortalMessage Add(string code, string procedure, string agency, DateTimeOffset at, JsonObject body, string? kind)
    {
        string text = body.ToJsonString(DossierMessage.Json);
        PortalMessage message = new(Guid.CreateVersion7(time.GetUtcNow()).ToString(), code, procedure, agency, at, text, HashOf(Encoding.UTF8.GetBytes(text))) { Kind = kind };
        kept.Messages[message.Id] = message;
        return message;
    }

    void Announce(string id)
    {
        if (faults.Take(Fault.Reorder) is not { } reorder)
        {
            kept.Announced.Add(id);
            return;
        }

        heldBack.Add(id);
        if (reorder.Left > 0)
            return;
        heldBack.Reverse();
        kept.Announced.AddRange(heldBack);
        heldBack.Clear();
    }

    PortalFile Keep((string Component, string Name, string ContentType, byte[] Content) file)
    {
        Guid id = Guid.CreateVersion7();
        File.WriteAllBytes(Path.Combine(options.Data, "files", id.ToString("N")), file.Content);
        long length = faults.Take(Fault.LargeFile) is { } large ? large.Value * 1024L * 1024 : file.Content.LongLength;
        return new(id, file.Component, file.Name, file.ContentType, length, HashOf(file.Content));
    }

    // A dossier that came to the province's own counter is known to the portal from its first status on.
    FiledDossier OfProvince(string code, JsonObject body)
    {
        if (kept.Dossiers.TryGetValue(code, out FiledDossier? known))
            return known;
        return kept.Dossiers[code] = new()
        {
            Code = code,
            ProcedureCode = Text(body, "MaTTHC"),
            ProcedureName = Text(body, "TenTTHC"),
            AgencyCode = Text(body, "DonViXuLy"),
            AgencyName = Text(body, "DonViXuLy"),
            TechnicalId = Guid.Empty,
            OwnerName = Text(body, "ChuHoSo"),
            PersonNumber = "",
            FiledAt = time.GetUtcNow(),
        };
    }

    void Save()
    {
        string next = StateFile + ".new";
        File.WriteAllText(next, JsonSerializer.Serialize(kept));
        File.Move(next, StateFile, overwrite: true);
    }

    static string Text(JsonObject body, string name) => body[name]?.ToString() ?? "";

    static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    sealed class Kept
    {
        public long LastNumber { get; set; }

        public Dictionary<string, FiledDossier> Dossiers { get; init; } = [];

        public Dictionary<string, PortalMessage> Messages { get; init; } = [];

        /// <summary>Message ids in the order of their announcement; the place in the list is the province's cursor.</summary>
        public List<string> Announced { get; init; } = [];
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Fetches one message with its files and takes it in. Fetching is repeated at growing intervals; after the last attempt the message waits for the
/// operator. A message that was fetched is never fetched again.
/// </summary>
sealed class PortalTakeJob(PortalLink link, PortalClient client, UnitOfWork unitOfWork, FileStore files, TakePortalMessage take, ApplyPortalAct apply) : JobHandler
{
    public const string JobKind = "portal.take";

    /// <summary>About two hours of trying.</summary>
    public const int MostAttempts = 12;
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public override string Kind => JobKind;

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Guid id = Guid.Parse(payload);
        PortalMessage message = await unitOfWork.Read((db, token) => db.Set<PortalMessage>().SingleAsync(m => m.Id == id, token), cancellationToken);
        if (message.State != PortalMessageState.New)
            return (_, _) => Task.CompletedTask;
        if (message.Payload is not null)
            return (work, token) => Take(work, id, fetched: null, token);
        if (!link.IsOn)
            return (work, token) => KeepFailure(work, id, "link-off", token);
        try
        {
            Fetched fetched = await Fetch(message, cancellationToken);
            return (work, token) => Take(work, id, fetched, token);
        }
        catch (PortalException exception)
        {
            return (work, token) => KeepFailure(work, id, exception.Message, token);
        }
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<Fetched> Fetch(PortalMessage message, CancellationToken cancellationToken)
    {
        string text = await client.Message(message.MessageId, message.ContentHash, cancellationToken);
        List<FetchedFile> fetched = [];
        // It is kept as it came or not at all; what holds such characters names no files.
        if (StorableText.Bad(text) is { } bare)
            return new(null, fetched, bare);
        if (PortalClient.HashOf(Encoding.UTF8.GetBytes(text)) != message.ContentHash)
            return new(null, fetched, "UTF-8");
        if (StorableJson.Find(text).Count > 0)
            return new(text, fetched);
        // What cannot be read names no files; the text is kept all the same.
        foreach (PortalFileEntry entry in (message.Act is null ? Read(text)?.TaiLieuNop : ReadAct(text)?.TaiLieuNop) ?? [])
        {
            if (entry.KichThuoc > FileIntakePolicy.Citizen.MaxBytes)
            {
                fetched.Add(new(entry, entry.TenTepDinhKem[..Math.Min(entry.TenTepDinhKem.Length, StoredFile.LongestName)], null, FileRefusal.TooLarge));
                continue;
            }

            byte[] content = await client.File(entry.DuongDanTaiTepTin, entry.KichThuoc, entry.MaBam, cancellationToken);
            using MemoryStream stream = new(content);
            fetched.Add(await files.Receive(stream, FileIntakePolicy.Citizen, entry.TenTepDinhKem, cancellationToken) switch
            {
                FileReceipt.Received received => new(entry, received.File.OriginalName, received.File, null),
                FileReceipt.Refused refused => new(entry, refused.Arguments.Name, null, refused.Code),
                _ => throw new InvalidOperationException("Unknown receipt."),
            });
        }

        return new(text, fetched);
    }

    async Task Take(Work work, Guid id, Fetched? fetched, CancellationToken cancellationToken)
    {
        PortalMessage message = await work.Db.Set<PortalMessage>().SingleAsync(m => m.Id == id, cancellationToken);
        if (message.State != PortalMessageState.New)
            return;
        Facts before = message.Facts();
        List<PortalMessageFile> kept = fetched is null
            ? await work.Db.Set<PortalMessageFile>().Where(f => f.MessageId == id).OrderBy(f => f.Id).ToListAsync(cancellationToken)
            : [.. fetched.Files.Select(file => Keep(work, id, file))];
        message.Payload ??= fetched!.Text;
        message.Error = null;
        message.Revision++;
        if (message.Payload is null)
        {
            message.Hold(work, HoldReason.UnstorableText, fetched!.Bad, before);
            return;
        }

        if (StorableJson.Find(message.Payload) is [var bad, ..])
        {
            message.Hold(work, HoldReason.UnstorableText, $"{bad.Path} ({bad.Character})", before);
            return;
        }

        if (message.Act is null)
            await take.Do(work, message, Read(message.Payload), kept, before, cancellationToken);
        else
            await apply.Do(work, message, ReadAct(message.Payload), kept, before, cancellationToken);
    }

    static PortalMessageFile Keep(Work work, Guid messageId, FetchedFile file)
    {
        if (file.Stored is not null)
            work.Db.Add(file.Stored);
        PortalMessageFile row = new()
        {
            Id = work.NewId(),
            MessageId = messageId,
            ComponentId = file.Entry.MaThanhPhanHoSo,
            Name = file.Name,
            FileId = file.Stored?.Id,
            ContentHash = file.Stored?.ContentHash,
            Length = file.Stored?.Length ?? file.Entry.KichThuoc,
            Refusal = file.Refusal,
        };
        work.Db.Add(row);
        return row;
    }

    static async Task KeepFailure(Work work, Guid id, string error, CancellationToken cancellationToken)
    {
        PortalMessage message = await work.Db.Set<PortalMessage>().SingleAsync(m => m.Id == id, cancellationToken);
        Facts before = message.Facts();
        message.Attempts++;
        message.Error = error;
        message.Revision++;
        if (message.Attempts >= MostAttempts)
        {
            message.State = PortalMessageState.Failed;
            work.Raise(message.Subject, PortalMessageEvents.Failed, new { error, message.Attempts }, before, message.Facts());
            return;
        }

        TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, message.Attempts));
        work.Schedule(message.Id, JobKind, $"portal/{message.DossierCode}", message.Id.ToString(), work.Now + (wait < LongestWait ? wait : LongestWait));
    }

    internal static PortalDossierContent? Read(string text) => Read<PortalDossierContent>(text);

    internal static PortalActContent? ReadAct(string text) => Read<PortalActContent>(text);

    static T? Read<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, PortalJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Text">The message; null where it cannot be kept as it came.</param>
    /// <param name="Bad">Then the character for which it cannot.</param>
    sealed record Fetched(string? Text, IReadOnlyList<FetchedFile> Files, string? Bad = null);

    sealed record FetchedFile(PortalFileEntry Entry, string Name, StoredFile? Stored, string? Refusal);
}

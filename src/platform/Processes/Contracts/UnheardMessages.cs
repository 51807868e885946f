using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Definitions;
using VanLang.Processes.Messages;
using VanLang.Processes.Starts;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Messages that no process has got, for who operates the house: those that still wait, those whose time has passed, those that were taken back. An id is known for thirty days
/// after its message has expired; then it leaves this list too.
/// </summary>
public sealed class UnheardMessages
{
    public const int PageSize = 50;

    const int Shown = 20;

    const int LookedAt = 200;

    readonly UnitOfWork work;
    readonly EventStarts starts;
    readonly TimeProvider time;
    readonly SubjectNames[] names;

    internal UnheardMessages(UnitOfWork work, EventStarts starts, IEnumerable<SubjectNames> names, TimeProvider time)
    {
        this.work = work;
        this.starts = starts;
        this.time = time;
        this.names = [.. names];
    }

    /// <summary>The latest first, along an index that holds nothing else.</summary>
    public async Task<UnheardList> List(UnheardFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        DateTimeOffset now = time.GetUtcNow();
        List<KeptMessage> found = await work.Read((db, token) => Of(db, filter, now).Take(PageSize + 1).ToListAsync(token), cancellationToken);
        List<UnheardMessage> rows = [];
        foreach (KeptMessage message in found.Take(PageSize))
            rows.Add(await Row(message, now, cancellationToken));
        return new(rows, found.Count > PageSize ? found[PageSize - 1].Ord : null);
    }

    /// <summary>Names of messages on the list, to choose from.</summary>
    public Task<List<string>> Names(CancellationToken cancellationToken) => work.Read(
        (db, token) => Unheard(db).Select(message => message.Name).Distinct().OrderBy(name => name).Take(200).ToListAsync(token), cancellationToken);

    /// <returns>Null where there is none that nobody has got.</returns>
    public async Task<UnheardDetails?> Find(Guid id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await work.Read((db, token) => Unheard(db).SingleOrDefaultAsync(message => message.Id == id, token), cancellationToken) is not { } message)
            return null;
        (List<MessageReceiver> waiting, List<string> others, IReadOnlyList<TimelineEvent> events) = await work.Read(
            async (db, token) => (
                await db.Set<MessageSubscription>().Where(s => s.Name == message.Name && s.Key == message.Key).OrderBy(s => s.Since).Take(Shown).Select(s => new MessageReceiver(s.DefinitionKey, s.InstanceId, s.Since)).ToListAsync(token),
                await db.Set<MessageSubscription>().Where(s => s.Name == message.Name && s.Key != message.Key).OrderBy(s => s.Key).Take(LookedAt).Select(s => s.Key).ToListAsync(token),
                await RecordTimeline.Latest(db, new Subject(ProcessMessages.SubjectKind, id), Shown, token)),
            cancellationToken);
        IReadOnlyList<EventStart> begins = await starts.Of<MessageEvent>(now, rule => rule.Name == message.Name, cancellationToken);
        return new(
            await Row(message, now, cancellationToken), Readable(message.Variables), waiting, [.. others.Distinct()], [.. begins.Select(start => start.Key).Distinct()],
            [.. events.Select(happened => new MessageStep(happened.At, happened.Type, happened.Reason))]);
    }

    internal static IQueryable<KeptMessage> Of(VanLangDbContext db, UnheardFilter filter, DateTimeOffset now)
    {
        IQueryable<KeptMessage> messages = filter.State switch
        {
            UnheardState.Waiting => Unheard(db).Where(message => message.WithdrawnAt == null && message.ExpiresAt > now),
            UnheardState.Expired => Unheard(db).Where(message => message.WithdrawnAt == null && message.ExpiresAt <= now),
            UnheardState.Withdrawn => Unheard(db).Where(message => message.WithdrawnAt != null),
            _ => Unheard(db),
        };
        if (filter.Name is { Length: > 0 } name)
            messages = messages.Where(message => message.Name == name);
        if (filter.Key is { Length: > 0 } key)
            messages = messages.Where(message => message.Key == key);
        if (filter.Before is { } before)
            messages = messages.Where(message => message.Ord < before);
        return messages.OrderByDescending(message => message.Ord);
    }

    // A build that ran beside this one left no mark when it brought a message.
    internal static IQueryable<KeptMessage> Unheard(VanLangDbContext db) =>
        db.Set<KeptMessage>().AsNoTracking().Where(message => message.HeardAt == null && !db.Set<MessageDelivery>().Any(delivery => delivery.MessageId == message.Id));

    async Task<UnheardMessage> Row(KeptMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StartedCase? about = StartedCase.FromJson(message.Starts);
        string? code = about is { SubjectKind: { } kind, SubjectId: { } id } && names.FirstOrDefault(room => room.SubjectKind == kind) is { } room
            ? (await work.Read((db, token) => room.CodesOf(db, [id], token), cancellationToken)).GetValueOrDefault(id)
            : null;
        return new(
            message.Id, message.Name, message.Key, about?.SubjectKind, code, about?.Parties.ReceivingAgencyId, message.PublishedAt, message.ExpiresAt,
            message.WithdrawnAt is not null ? UnheardState.Withdrawn : message.ExpiresAt <= now ? UnheardState.Expired : UnheardState.Waiting);
    }

    static string Readable(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Simulation.ReadableJson.Options);
    }
}

/// <summary>How a message stands that nobody has got.</summary>
public enum UnheardState
{
    /// <summary>It is kept for who comes to wait for it.</summary>
    Waiting,

    /// <summary>Its time has passed.</summary>
    Expired,

    /// <summary>An operator took it back.</summary>
    Withdrawn,
}

/// <summary>Which messages are asked for.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Name">The whole name.</param>
/// <param name="Key">The whole key.</param>
/// <param name="Before">Those published before this one.</param>
public sealed record UnheardFilter(UnheardState? State, string? Name, string? Key, long? Before);

/// <summary>A message that nobody has got.</summary>
/// <param name="Key">What tells receivers apart; empty where the name is enough.</param>
/// <param name="SubjectKind">What a process that it starts is about; null where it starts none or that is the process itself.</param>
/// <param name="Code">Code of that.</param>
/// <param name="AgencyId">The agency that it came from.</param>
public sealed record UnheardMessage(Guid Id, string Name, string Key, string? SubjectKind, string? Code, Guid? AgencyId, DateTimeOffset PublishedAt, DateTimeOffset ExpiresAt, UnheardState State);

/// <summary>A page of them.</summary>
/// <param name="Next">For the page after it; null at the end.</param>
public sealed record UnheardList(IReadOnlyList<UnheardMessage> Rows, long? Next);

/// <summary>A message that nobody has got, with what an operator needs to see why.</summary>
/// <param name="Variables">What it says, JSON.</param>
/// <param name="Receivers">Who waits for exactly this name and key and could not take it, as a case that stands suspended; the first.</param>
/// <param name="OtherKeys">Keys under which others wait for the same name; the first.</param>
/// <param name="Starts">Processes in force that such a message begins.</param>
/// <param name="Steps">What happened to it.</param>
public sealed record UnheardDetails(
    UnheardMessage Message, string Variables, IReadOnlyList<MessageReceiver> Receivers, IReadOnlyList<string> OtherKeys, IReadOnlyList<string> Starts, IReadOnlyList<MessageStep> Steps);

/// <summary>An instance that waits for a message.</summary>
public sealed record MessageReceiver(string Process, Guid InstanceId, DateTimeOffset Since);

/// <summary>Something that happened to a message.</summary>
/// <param name="Type">Type of the event on record.</param>
public sealed record MessageStep(DateTimeOffset At, string Type, string? Reason);

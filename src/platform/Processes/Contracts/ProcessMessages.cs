using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Engine;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Messages to running processes. One is kept for a time, so that it does not matter whether it comes before or after somebody waits for it; it is brought, in an
/// operation of its own, to the longest waiting instance of each process and to processes that it starts.
/// </summary>
public sealed class ProcessMessages(UnitOfWork work)
{
    /// <summary>Subject kind of a message in the record.</summary>
    public const string SubjectKind = "message";

    /// <summary>How long a message is kept where its sender does not say.</summary>
    public static TimeSpan TimeToLive { get; } = TimeSpan.FromDays(7);

    /// <summary>How long after that its id is still known, so that the same message sent again is not taken for another.</summary>
    public static TimeSpan IdKnownFor { get; } = TimeSpan.FromDays(30);

    /// <summary>Publishes a message as an operation of its own. Whether the actor may has been decided by the caller.</summary>
    /// <param name="key">Idempotency key of the command.</param>
    public Task<Outcome<PublishedMessage>> Publish(OutsideMessage message, string key, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return work.Execute<PublishedMessage>(
            new Operation("process.publish-message", actor) { IdempotencyKey = key, Body = new { message.Id, message.Name, message.Key } },
            async (work, token) => new PublishedMessage(await Publish(work, message, token)),
            cancellationToken);
    }

    /// <summary>Publishes a message with the operation: it counts when that has committed.</summary>
    /// <returns>False where a message of this name and id was published before; then nothing is done.</returns>
    public static async Task<bool> Publish(Work work, OutsideMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(message);
        Guid id = DeterministicId.Of($"message/{message.Name}/{message.Id}");
        // Of two at once the second fails on the unique id, runs again and finds it here.
        if (await work.Db.Set<KeptMessage>().AnyAsync(kept => kept.Id == id, cancellationToken))
            return false;
        StartedCase? about = message is { Subject: { } subject, Parties: { } parties } ? new(subject.Kind, subject.Id, parties)
            : message.Parties is { } own ? new(null, null, own)
            : work.Actor.AgencyId is { } agency ? StartedCase.OfAgency(agency)
            : null;
        work.Db.Add(new KeptMessage
        {
            Id = id,
            Name = message.Name,
            Key = message.Key,
            Variables = JsonSerializer.Serialize(ProcessVariables.Empty.With(message.Variables)),
            Starts = about?.ToJson(),
            PublishedAt = work.Now,
            ExpiresAt = work.Now + (message.TimeToLive ?? TimeToLive),
        });
        MessageWriting.Bring(work, new(message.Name, message.Key));
        await work.Db.SaveChangesAsync(cancellationToken);
        work.Raise(new Subject(SubjectKind, id), "message.published", new { message.Name });
        return true;
    }
}

/// <summary>A message from outside the processes.</summary>
/// <param name="Id">The sender's own id: of one name the same id is the same message.</param>
/// <param name="Name">Name that processes know it by.</param>
/// <param name="Key">What tells receivers apart; empty where the name is enough.</param>
/// <param name="Variables">Small values without personal data.</param>
public sealed record OutsideMessage(string Id, string Name, string Key, IReadOnlyDictionary<string, object?> Variables)
{
    /// <summary>How long it is kept; null for <see cref="ProcessMessages.TimeToLive"/>.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What a process is about that it starts; null where that is the process itself.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Which agency plays which part in a process that it starts; null for the agency of who publishes it.</summary>
    public ProcessParties? Parties { get; init; }
}

/// <param name="New">False where the same message had been published before.</param>
public sealed record PublishedMessage(bool New);

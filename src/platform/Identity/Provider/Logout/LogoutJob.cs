using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Provider.Logout;

/// <summary>
/// Tells one application that one session has ended. One that does not answer is tried again at growing intervals, for about half an hour; meanwhile it
/// hears of the end with its next question, as every application does.
/// </summary>
sealed class LogoutJob(UnitOfWork work, LogoutTokens tokens, LogoutPost post, TimeProvider time) : JobHandler
{
    public const string JobKind = "identity.backchannel-logout";

    /// <summary>How long an application that has just failed is left alone: a thousand sessions that end at once must not wait for it one by one.</summary>
    static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<Guid, DateTimeOffset> failing = [];

    public override string Kind => JobKind;

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        LogoutNotice notice = LogoutNotice.Of(payload);
        ClientApplication? client = await work.Read((db, token) => db.Set<ClientApplication>().FirstOrDefaultAsync(client => client.Id == notice.ClientId, token), cancellationToken);
        // Taken away, or told no longer: there is nobody to tell.
        if (client is null || AddressOf(client) is not { } address)
            return Handled;
        if (failing.TryGetValue(notice.ClientId, out DateTimeOffset until) && time.GetUtcNow() < until)
            throw new LogoutRefusedException($"{client.ClientId} did not answer a moment ago");
        try
        {
            await post.Send(address, tokens.Of(notice, client.ClientId!), cancellationToken);
            failing.TryRemove(notice.ClientId, out _);
        }
        catch (LogoutRefusedException exception)
        {
            failing[notice.ClientId] = time.GetUtcNow() + LeftAlone;
            throw new LogoutRefusedException($"{client.ClientId}: {exception.Message}", exception);
        }

        return Handled;
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => Task.CompletedTask;

    static Task Handled(Work work, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Where the application wants to be told; null where it does not.</summary>
    public static Uri? AddressOf(ClientApplication client)
    {
        if (client.Properties is not { Length: > 0 } properties)
            return null;
        using JsonDocument read = JsonDocument.Parse(properties);
        return read.RootElement.TryGetProperty(ClientFile.LogoutAddress, out JsonElement listed) && listed.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } address
            ? new(address.GetString()!)
            : null;
    }
}

/// <summary>An application could not be told.</summary>
sealed class LogoutRefusedException(string message, Exception? inner = null) : Exception(message, inner);

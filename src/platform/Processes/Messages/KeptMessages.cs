using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Processes.Messages;

/// <summary>Finds messages that are kept.</summary>
static class KeptMessages
{
    /// <summary>Messages that no instance of a process has got yet and that still may be got, the oldest first.</summary>
    public static IQueryable<KeptMessage> Waiting(VanLangDbContext db, MessagePlace place, string definitionKey, DateTimeOffset now) => db.Set<KeptMessage>().AsNoTracking()
        .Where(message => message.Name == place.Name && message.Key == place.Key && message.ExpiresAt > now)
        .Where(message => !db.Set<MessageDelivery>().Any(delivery => delivery.MessageId == message.Id && delivery.DefinitionKey == definitionKey))
        .OrderBy(message => message.Ord);
}

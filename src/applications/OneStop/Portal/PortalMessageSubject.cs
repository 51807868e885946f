using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.OneStop.Portal;

/// <summary>Messages of the portal, as <c>verify</c> compares them with the record.</summary>
sealed class PortalMessageSubject : RecordedSubject
{
    public override string Kind => PortalMessage.SubjectKind;

    public override string Table => "portal_messages";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (PortalMessage message in db.Set<PortalMessage>().OrderBy(m => m.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // The record holds the hash under which the message was announced; what is kept must be what was announced.
            string? payload = message.Payload is { } text ? PortalClient.HashOf(System.Text.Encoding.UTF8.GetBytes(text)) : null;
            yield return new(message.Id, message.MessageId, message.Facts())
            {
                Findings = payload is null || payload == message.ContentHash
                    ? []
                    : [new("altered-row", Table, message.MessageId, "payload", message.ContentHash, payload)],
            };
        }
    }
}

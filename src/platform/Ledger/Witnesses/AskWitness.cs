using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Transparency;

namespace VanLang.Ledger.Witnesses;

/// <summary>Shows a witness the newest head, beginning where the witness stands.</summary>
sealed class AskWitness(WitnessClient client, RecordLog log, UnitOfWork unitOfWork)
{
    /// <returns>The signature line of the witness, or what is wrong; neither where it has signed this head before.</returns>
    public async Task<(string? Line, Wrong? Wrong)> About(SignedHead head, WitnessSetting witness, CancellationToken cancellationToken)
    {
        long old = await unitOfWork.Read(
            (db, token) => db.Set<Cosignature>().Where(c => c.Witness == witness.Key.Name).MaxAsync(c => (long?)c.TreeSize, token), cancellationToken) ?? 0;
        if (old == head.TreeSize)
            return (null, null);
        SignedNote note = SignedNote.TryParse(head.Note) ?? throw new InvalidDataException($"The signed head {head.TreeSize} is no note.");
        // Once more where the witness stands elsewhere than we know, as after an answer that was lost.
        for (int attempt = 0; ; attempt++)
        {
            WitnessAnswer answer = await client.Ask(witness, new(old, await Proof(old, head, cancellationToken), note), cancellationToken);
            switch (answer)
            {
                case WitnessAnswer.Cosigned cosigned:
                    return (cosigned.Line, null);
                case WitnessAnswer.Elsewhere { Size: var size } when size > head.TreeSize:
                    return (null, new("witness-ahead", $"{size} > {head.TreeSize}"));
                case WitnessAnswer.Elsewhere { Size: var size } when size != old && attempt == 0:
                    old = size;
                    break;
                case WitnessAnswer.Silent silent:
                    return (null, new("witness-silent", silent.Reason));
                default:
                    return (null, new("witness-other", $"{old}"));
            }
        }
    }

    async Task<IReadOnlyList<ReadOnlyMemory<byte>>> Proof(long old, SignedHead head, CancellationToken cancellationToken) => old == 0 || old == head.TreeSize
        ? []
        : (await log.Consistency(new(old, []), new(head.TreeSize, head.Root), cancellationToken)).Path;
}

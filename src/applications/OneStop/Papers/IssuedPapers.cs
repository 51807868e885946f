using System.Security.Cryptography;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Papers;

/// <summary>Puts papers on the books of a dossier; <see cref="PaperMaker"/> makes the files once the event is sealed.</summary>
static class IssuedPapers
{
    public const string EventType = "paper.issued";

    // Without characters that people mistake for one another.
    const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>A paper that states an event.</summary>
    public static IssuedPaper Issue(Work work, Dossier dossier, PaperKind kind, Guid eventId)
    {
        IssuedPaper paper = new()
        {
            Id = work.NewId(),
            DossierId = dossier.Id,
            Kind = kind,
            CheckCode = NewCode(16),
            EventId = eventId,
            IssuedAt = work.Now,
        };
        Add(work, paper);
        return paper;
    }

    /// <summary>Puts a paper on the books, with its event.</summary>
    public static void Add(Work work, IssuedPaper paper)
    {
        work.Db.Add(paper);
        work.Raise(paper.Subject, EventType, new { kind = paper.Kind.ToString() }, before: null, paper.Facts());
    }

    /// <summary>A random code that people can read aloud: 5 bits a character.</summary>
    public static string NewCode(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}

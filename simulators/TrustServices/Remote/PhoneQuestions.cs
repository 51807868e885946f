using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VanLang.Simulators.TrustServices.Remote;

/// <summary>What is asked on the phones. It lives as long as the program.</summary>
sealed class PhoneQuestions
{
    readonly ConcurrentDictionary<string, PhoneQuestion> all = new();
    readonly Lock gate = new();

    public IEnumerable<PhoneQuestion> Waiting => all.Values.Where(question => question.State == PhoneState.Waiting).OrderBy(question => question.AskedAt);

    /// <summary>Asks; the same question sent again is one question.</summary>
    public PhoneQuestion Ask(string credential, string holder, IReadOnlyList<string> hashes, string description, string? reference, DateTimeOffset now)
    {
        lock (gate)
        {
            if (reference is not null && all.Values.FirstOrDefault(question => question.Reference == reference && question.Credential == credential && question.Hashes.SequenceEqual(hashes)) is { } known)
                return known;
            PhoneQuestion asked = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), credential, holder, hashes, description, reference, now);
            return all[asked.Handle] = asked;
        }
    }

    public PhoneQuestion? Find(string? handle) => handle is null ? null : all.GetValueOrDefault(handle);

    /// <summary>The question that was confirmed with this activation data, used up by it.</summary>
    public PhoneQuestion? Use(string credential, string? activationData, IReadOnlyList<string> hashes)
    {
        lock (gate)
        {
            PhoneQuestion? found = all.Values.FirstOrDefault(question => question.State == PhoneState.Confirmed && question.ActivationData == activationData && question.Credential == credential && question.Hashes.SequenceEqual(hashes));
            if (found is not null)
                found.State = PhoneState.Used;
            return found;
        }
    }

    public bool Answer(PhoneQuestion question, bool yes)
    {
        lock (gate)
        {
            if (question.State != PhoneState.Waiting)
                return false;
            question.State = yes ? PhoneState.Confirmed : PhoneState.Refused;
            return true;
        }
    }
}

/// <summary>A question on a phone.</summary>
sealed class PhoneQuestion(string handle, string credential, string holder, IReadOnlyList<string> hashes, string description, string? reference, DateTimeOffset askedAt)
{
    public string Handle => handle;

    public string Credential => credential;

    public string Holder => holder;

    public IReadOnlyList<string> Hashes => hashes;

    public string Description => description;

    public string? Reference => reference;

    public DateTimeOffset AskedAt => askedAt;

    public string ActivationData { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public PhoneState State { get; set; }
}

enum PhoneState
{
    Waiting,
    Confirmed,
    Refused,
    Used,
}

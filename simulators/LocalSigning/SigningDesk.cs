using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VanLang.Simulators.LocalSigning;

/// <summary>What the program knows: its code, the sites that were paired with it, and what its user is asked.</summary>
sealed class SigningDesk(SimulatorOptions options)
{
    readonly Lock gate = new();
    readonly string paired = Path.Combine(options.Data, "sites.txt");
    readonly HashSet<string> used = [];
    readonly ConcurrentDictionary<string, Question> questions = new();
    int wrong;

    /// <summary>What the user reads in the window and types into the page.</summary>
    public string Code { get; private set; } = NewCode();

    public IEnumerable<Question> Waiting => questions.Values.Where(question => !question.Answer.Task.IsCompleted);

    public IReadOnlyList<string> Sites => File.Exists(paired) ? File.ReadAllLines(paired) : [];

    /// <summary>What goes wrong with the next answer; null for nothing.</summary>
    public Fault? Next { get; set; }

    /// <summary>Pairs a site that knows the code. After three wrong ones the code is another.</summary>
    public bool Pair(string origin, string? code)
    {
        lock (gate)
        {
            if (code is null || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(code), System.Text.Encoding.UTF8.GetBytes(Code)))
            {
                if (++wrong >= 3)
                    (Code, wrong) = (NewCode(), 0);
                return false;
            }

            (Code, wrong) = (NewCode(), 0);
            if (!Sites.Contains(origin))
                File.AppendAllLines(paired, [origin]);
            return true;
        }
    }

    /// <summary>Whether the question is a new one: a nonce is answered once.</summary>
    public bool IsNew(string nonce)
    {
        lock (gate)
            return used.Add(nonce);
    }

    public async Task<bool> Ask(string origin, string nonce, IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        if (options.AgreesAlways)
            return true;
        Question question = questions[nonce] = new(nonce, origin, documents);
        return await question.Answer.Task.WaitAsync(cancellationToken);
    }

    public void Answer(string? nonce, bool yes)
    {
        if (nonce is not null && questions.TryGetValue(nonce, out Question? question))
            question.Answer.TrySetResult(yes);
    }

    public Fault? TakeFault()
    {
        lock (gate)
        {
            Fault? fault = Next;
            Next = null;
            return fault;
        }
    }

    static string NewCode() => RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A document as its user sees it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">SHA-256 of the file as it was opened, hexadecimal.</param>
/// <param name="Sha256">What is signed, base64.</param>
sealed record Document(string Name, string? File, string Sha256);

/// <summary>A question in the window.</summary>
sealed record Question(string Nonce, string Origin, IReadOnlyList<Document> Documents)
{
    public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What may go wrong.</summary>
enum Fault
{
    /// <summary>It signs another file than it was asked to.</summary>
    OtherFile,

    /// <summary>It repeats another nonce.</summary>
    OtherNonce,

    /// <summary>It leaves one signature out.</summary>
    OneMissing,

    /// <summary>It answers with an error.</summary>
    Error500,
}

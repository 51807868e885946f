using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VanLang.Identity.Accounts;
using VanLang.Kernel;

namespace VanLang.Identity.Passkeys;

/// <summary>
/// Questions to a device and the reading of its answers, after Web Authentication Level 3 as the framework has it. A passkey belongs to the host of the
/// public address; an answer counts only for a page of that very address, with the owner's finger, face or PIN. Which device it is, is not asked
/// (attestation "none").
/// </summary>
sealed partial class PasskeyProtocol(PublicAddress site, PasskeyStore store, IServiceProvider services, TimeProvider time, ILogger<PasskeyProtocol> log) : IDisposable
{
    readonly UserManager<Account> accounts = new(
        store, Options.Create(new IdentityOptions()), new PasswordHasher<Account>(), [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), services,
        Microsoft.Extensions.Logging.Abstractions.NullLogger<UserManager<Account>>.Instance);

    /// <summary>How long a question waits for its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Browsers make passkeys for names only, never for numbers, and only where nobody can listen.</summary>
    public bool IsOffered { get; } = Offered(new Uri(site.Root));

    /// <summary>To whose pages the passkeys belong.</summary>
    public string Host { get; } = new Uri(site.Root).Host;

    static bool Offered(Uri root) => root.HostNameType == UriHostNameType.Dns && (root.Scheme == Uri.UriSchemeHttps || root.Host is "localhost" || root.Host.EndsWith(".localhost", StringComparison.Ordinal));

    /// <summary>Asks a device to make a passkey for this account.</summary>
    public async Task<PasskeyQuestion> AskForNew(Account account, HttpContext context)
    {
        PasskeyCreationOptionsResult asked = await Handler().MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = PasskeyStore.HandleOf(account.Id), Name = account.UserName!, DisplayName = account.FullName }, context);
        return new(asked.CreationOptionsJson, new(asked.AttestationState!, Now()));
    }

    /// <summary>Asks for a passkey: of this account, or of whoever has one.</summary>
    public async Task<PasskeyQuestion> Ask(Account? account, HttpContext context)
    {
        PasskeyRequestOptionsResult asked = await Handler().MakeRequestOptionsAsync(account, context);
        return new(asked.RequestOptionsJson, new(asked.AssertionState!, Now()));
    }

    /// <summary>Reads the answer to <see cref="AskForNew"/>; null where it is none to this question.</summary>
    public async Task<NewPasskey?> ReadNew(AskedPasskey asked, string answer, HttpContext context)
    {
        PasskeyAttestationResult read = await Handler().PerformAttestationAsync(new() { HttpContext = context, CredentialJson = answer, AttestationState = asked.State });
        if (!read.Succeeded)
        {
            LogRefused(read.Failure.Message);
            return null;
        }

        UserPasskeyInfo made = read.Passkey;
        return new(
            Guid.ParseExact(read.UserEntity.Id, "N"), made.CredentialId, made.PublicKey, string.Join(' ', made.Transports ?? []), made.IsBackupEligible, made.IsBackedUp, made.SignCount, asked.At);
    }

    /// <summary>Reads the answer to <see cref="Ask"/>; null where it is none to this question, or of no passkey of ours.</summary>
    public async Task<ShownPasskey?> Read(AskedPasskey asked, string answer, HttpContext context)
    {
        PasskeyAssertionResult<Account> read = await Handler().PerformAssertionAsync(new() { HttpContext = context, CredentialJson = answer, AssertionState = asked.State });
        if (!read.Succeeded)
        {
            LogRefused(read.Failure.Message);
            return null;
        }

        return new(read.User, read.Passkey.CredentialId, read.Passkey.SignCount, read.Passkey.IsBackedUp, asked.At);
    }

    PasskeyHandler<Account> Handler()
    {
        string origin = new Uri(site.Root).GetLeftPart(UriPartial.Authority);
        return new(accounts, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = Host,
            AuthenticatorTimeout = Patience,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == origin),
        }));
    }

    // In whole milliseconds, which is what the database keeps: a question is compared with the last one answered.
    DateTimeOffset Now()
    {
        DateTimeOffset now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    public void Dispose() => accounts.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Passkey refused: {Reason}")]
    partial void LogRefused(string reason);
}

/// <summary>A question and what must be known to read its answer.</summary>
/// <param name="Options">For the browser, as JSON.</param>
sealed record PasskeyQuestion(string Options, AskedPasskey Asked);

/// <summary>What must be known to read an answer.</summary>
/// <param name="State">Of the framework.</param>
/// <param name="At">When it was asked, in whole milliseconds.</param>
sealed record AskedPasskey(string State, DateTimeOffset At);

/// <summary>A passkey that a device has just made.</summary>
sealed record NewPasskey(
    Guid AccountId, byte[] CredentialId, byte[] PublicKey, string Transports, bool MayBeBackedUp, bool IsBackedUp, uint SignCount, DateTimeOffset AskedAt);

/// <summary>A passkey that was shown, with a right signature.</summary>
sealed record ShownPasskey(Account Account, byte[] CredentialId, uint SignCount, bool IsBackedUp, DateTimeOffset AskedAt);

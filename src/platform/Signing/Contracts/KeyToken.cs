using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using VanLang.Signing.Tokens;

namespace VanLang.Signing.Contracts;

/// <summary>What came of opening a token.</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>The token, until it is disposed.</summary>
    public sealed record Opened(OpenToken Token) : TokenOutcome;

    /// <summary>The PIN is wrong; the token itself counts the tries.</summary>
    public sealed record WrongPin(PinTries Left) : TokenOutcome;

    /// <summary>The token has locked itself after too many wrong PINs. Where it said so before, the PIN was not tried.</summary>
    public sealed record Locked : TokenOutcome;

    /// <summary>No such token is there.</summary>
    public sealed record NoToken : TokenOutcome;

    /// <summary>The token was in use all the time that was waited, or the library has not answered.</summary>
    public sealed record Busy : TokenOutcome;
}

/// <summary>How many wrong PINs a token still takes, as far as it tells (flags of <c>CK_TOKEN_INFO</c>).</summary>
public enum PinTries
{
    /// <summary>It does not tell.</summary>
    Untold,

    /// <summary>It has counted wrong ones since the last right one (<c>CKF_USER_PIN_COUNT_LOW</c>).</summary>
    Few,

    /// <summary>The next wrong one locks it (<c>CKF_USER_PIN_FINAL_TRY</c>).</summary>
    One,
}

/// <summary>A PKCS #11 library that cannot be loaded or started; the message says why.</summary>
public sealed class TokenLibraryException(string message, Exception inner) : Exception(message, inner);

/// <summary>A token or its library failed in the middle of what it did.</summary>
public sealed class TokenException(string message, Exception inner) : CryptographicException(message, inner);

/// <summary>
/// Keys on tokens or in a security module attached to the server (PKCS #11 v2.40): the private key never leaves it. A token is opened with its holder's PIN for one request and logged out
/// after it; a second request waits, since a login counts for the whole process and nobody may sign on the PIN of another. One of this class for a library and process: the library ends
/// when it is disposed.
/// </summary>
public sealed class KeyToken : IDisposable
{
    /// <summary>Setting that names the library.</summary>
    public const string Setting = "Signatures:Pkcs11";

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new();

    // The package asks for "libdl", which machines without compilers only have under its full name.
    private static readonly bool FindsLoader = FindLoader();
    private readonly Pkcs11InteropFactories factories = new();
    private readonly IPkcs11Library? library;
    private readonly string? path;
    private readonly TimeSpan patience;
    private readonly SemaphoreSlim listing = new(1, 1);

    /// <summary>Loads the library of the token's maker.</summary>
    /// <param name="path">The library (<c>.so</c>), as the operator names it; null for none.</param>
    /// <param name="patience">How long a token in use is waited for, and a library that does not answer; 20 seconds unless said otherwise.</param>
    /// <exception cref="TokenLibraryException">It cannot be loaded or started.</exception>
    public KeyToken(string? path, TimeSpan? patience = null)
    {
        (this.path, this.patience) = (path, patience ?? Usual);
        _ = FindsLoader;
        try
        {
            library = path is null ? null : factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded);
        }
        catch (Exception fault) when (fault is Pkcs11Exception or UnmanagedException or LibraryArchitectureException or DllNotFoundException)
        {
            throw new TokenLibraryException(fault.Message, fault);
        }
    }

    /// <summary>Whether tokens are attached at all.</summary>
    public bool IsOn => library is not null;

    /// <summary>The library of the installation (<see cref="Setting"/>); none unless the operator names it.</summary>
    /// <exception cref="TokenLibraryException">It cannot be loaded or started.</exception>
    public static KeyToken Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(configuration[Setting] is { Length: > 0 } path ? path : null);
    }

    /// <summary>Labels of the tokens that are there and have a PIN, in alphabetical order; none where the library does not answer.</summary>
    /// <exception cref="TokenException">The library failed.</exception>
    public async Task<IReadOnlyList<string>> Labels(CancellationToken cancellationToken)
    {
        // One question at a time: a library that does not answer holds up one thread, however often it is asked.
        if (!await listing.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
            return [];
        var asked = Task.Run(ListLabels, CancellationToken.None);
        try
        {
            return await asked.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    /// <summary>Opens a token.</summary>
    /// <param name="label">Label of the token.</param>
    /// <param name="pin">PIN of its holder, of which nothing is kept.</param>
    /// <exception cref="CryptographicException">The library failed (<see cref="TokenException"/>), or what lies on the token cannot be read.</exception>
    public async Task<TokenOutcome> Open(string label, string pin, CancellationToken cancellationToken)
    {
        var turn = Turns.GetOrAdd($"{path}\n{label}", _ => new SemaphoreSlim(1, 1));
        if (!await turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
            return new TokenOutcome.Busy();
        var login = Task.Run(() => Login(label, pin, turn), CancellationToken.None);
        try
        {
            return await login.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // Nobody can stop the library. Whatever comes of it later, nobody signs with it.
            _ = login.ContinueWith(late => (late is { IsCompletedSuccessfully: true, Result: TokenOutcome.Opened opened } ? opened.Token : null)?.Dispose(), TaskScheduler.Default);
            if (fault is OperationCanceledException)
                throw;
            return new TokenOutcome.Busy();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        library?.Dispose();
        listing.Dispose();
    }

    private static bool FindLoader()
    {
        NativeLibrary.SetDllImportResolver(typeof(IPkcs11Library).Assembly, (name, _, _) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var found) ? found : IntPtr.Zero);
        return true;
    }

    private static string Label((ISlot Slot, ITokenInfo Info) slot) => slot.Info.Label.Trim();

    private static ITokenInfo? Info(ISlot slot)
    {
        try
        {
            return slot.GetTokenInfo();
        }
        catch (Pkcs11Exception)
        {
            // One that was just taken out, or that the library does not understand, is no reason to miss the others.
            return null;
        }
    }

    private IEnumerable<(ISlot Slot, ITokenInfo Info)> Slots()
    {
        try
        {
            return [.. from slot in library?.GetSlotList(SlotsType.WithTokenPresent) ?? [] let info = Info(slot) where info is not null select (slot, info)];
        }
        catch (Pkcs11Exception fault)
        {
            throw new TokenException(fault.Message, fault);
        }
    }

    private List<string> ListLabels()
    {
        try
        {
            return [.. Slots().Where(slot => slot.Info.TokenFlags is { TokenInitialized: true, UserPinInitialized: true }).Select(Label).Distinct().Order(StringComparer.Ordinal)];
        }
        finally
        {
            listing.Release();
        }
    }

    private TokenOutcome Login(string label, string pin, SemaphoreSlim turn)
    {
        ISession? session = null;
        OpenToken? opened = null;
        try
        {
            var (slot, info) = Slots().FirstOrDefault(candidate => Label(candidate) == label);
            if (slot is null)
                return new TokenOutcome.NoToken();
            if (info.TokenFlags.UserPinLocked)
                return new TokenOutcome.Locked();
            session = slot.OpenSession(SessionType.ReadOnly);
            if (Refused(slot, ref session, pin) is { } refused)
                return refused;
            opened = new OpenToken(new TokenSession(session, factories, turn));
            return new TokenOutcome.Opened(opened);
        }
        catch (Pkcs11Exception fault)
        {
            throw new TokenException(fault.Message, fault);
        }
        finally
        {
            // Also where the library failed in a way of its own: else whoever comes next waits for ever.
            if (opened is null)
            {
                TokenSession.Close(session);
                turn.Release();
            }
        }
    }

    private static TokenOutcome? Refused(ISlot slot, ref ISession session, string pin)
    {
        try
        {
            try
            {
                session.Login(CKU.CKU_USER, pin);
            }
            catch (Pkcs11Exception fault) when (fault.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // A login that could not be ended, when the module had failed. Whose turn it is must bring the own PIN.
                slot.CloseAllSessions();
                session = slot.OpenSession(SessionType.ReadOnly);
                session.Login(CKU.CKU_USER, pin);
            }

            return null;
        }
        catch (Pkcs11Exception fault)
        {
            return fault.RV switch
            {
                CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE => Info(slot)?.TokenFlags switch
                {
                    { UserPinLocked: true } => new TokenOutcome.Locked(),
                    { UserPinFinalTry: true } => new TokenOutcome.WrongPin(PinTries.One),
                    { UserPinCountLow: true } => new TokenOutcome.WrongPin(PinTries.Few),
                    _ => new TokenOutcome.WrongPin(PinTries.Untold),
                },
                CKR.CKR_PIN_LOCKED => new TokenOutcome.Locked(),
                CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_RECOGNIZED => new TokenOutcome.NoToken(),
                _ => throw new TokenException(fault.Message, fault),
            };
        }
    }
}

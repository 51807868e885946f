using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using VanLang.Identity.Keys;
using VanLang.Kernel.Data;

namespace VanLang.Identity.Provider;

/// <summary>
/// The keys of the provider, from the database into its options. Every key is published; the newest whose time has come signs. Like the data-protection
/// ring it has a context of its own and no operation: options are asked for synchronously.
/// </summary>
sealed class TokenKeyRing(IDbContextFactory<VanLangDbContext> contexts, KeyWrapper wrapper, KeyFile file, TimeProvider time)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    CancellationTokenSource changed = new();
    string shown = "";

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    public void Configure(OpenIddictServerOptions options)
    {
        List<TokenKey> keys = Load();
        if (keys.Count == 0)
        {
            CreateFirst();
            keys = Load();
        }

        shown = State(keys);
        DateTimeOffset now = time.GetUtcNow();
        foreach (TokenKey key in keys.OrderByDescending(key => key.UseFrom <= now).ThenByDescending(key => key.Sequence))
            options.SigningCredentials.Add(new SigningCredentials(Open(key), SecurityAlgorithms.EcdsaSha256));

        // Codes and tokens are references and stay in the database; this key only keeps them unreadable there, for whoever has the database alone.
        byte[] encryption = HKDF.DeriveKey(HashAlgorithmName.SHA256, file.DataProtection(), 32, info: "vanlang.oidc-tokens"u8.ToArray());
        options.EncryptionCredentials.Add(new EncryptingCredentials(new SymmetricSecurityKey(encryption), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    /// <summary>Has the options read again where another key has come, gone, or begun to sign.</summary>
    /// <returns>Whether it was so.</returns>
    public bool Refresh()
    {
        if (shown.Length == 0 || State(Load()) == shown)
            return false;
        Interlocked.Exchange(ref changed, new CancellationTokenSource()).Cancel();
        return true;
    }

    public byte[] NewWrapped()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] plain = key.ExportPkcs8PrivateKey();
        byte[] wrapped = wrapper.Wrap(plain);
        CryptographicOperations.ZeroMemory(plain);
        return wrapped;
    }

    public void Dispose() => changed.Dispose();

    ECDsaSecurityKey Open(TokenKey key)
    {
        ECDsa opened = ECDsa.Create();
        byte[] plain = wrapper.Unwrap(key.Wrapped);
        opened.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        ECDsaSecurityKey security = new(opened);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }

    List<TokenKey> Load()
    {
        using VanLangDbContext db = contexts.CreateDbContext();
        return [.. db.Set<TokenKey>().AsNoTracking().OrderBy(key => key.Sequence)];
    }

    void CreateFirst()
    {
        using VanLangDbContext db = contexts.CreateDbContext();
        DateTimeOffset now = time.GetUtcNow();
        db.Add(new TokenKey { Sequence = 1, Wrapped = NewWrapped(), CreatedAt = now, UseFrom = now });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException) when (Load().Count > 0)
        {
            // Another node was first; its key counts.
        }
    }

    string State(List<TokenKey> keys)
    {
        DateTimeOffset now = time.GetUtcNow();
        return string.Join(' ', keys.Select(key => $"{key.Sequence}{(key.UseFrom <= now ? "+" : "-")}"));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace VanLang.Identity.Keys;

/// <summary>Wraps a data-protection key with AES-256-GCM under the key file: a copy of the database alone opens no session.</summary>
sealed class KeyWrapper(KeyFile file) : IXmlEncryptor
{
    const int NonceBytes = 12;
    const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        byte[] plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        string wrapped = Convert.ToBase64String(Wrap(plain));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("wrapped", new XAttribute("algorithm", "AES-256-GCM"), wrapped), typeof(KeyUnwrapper));
    }

    /// <summary>Nonce, cipher and tag, one after the other.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> plain)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        byte[] cipher = new byte[plain.Length];
        byte[] tag = new byte[TagBytes];
        using AesGcm aes = new(file.DataProtection(), TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. cipher, .. tag];
    }

    /// <exception cref="CryptographicException">Wrapped under another key file, or altered.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped)
    {
        byte[] plain = new byte[wrapped.Length - NonceBytes - TagBytes];
        using AesGcm aes = new(file.DataProtection(), TagBytes);
        aes.Decrypt(wrapped[..NonceBytes], wrapped.Slice(NonceBytes, plain.Length), wrapped[^TagBytes..], plain);
        return plain;
    }
}

/// <summary>Undoes <see cref="KeyWrapper"/>. Made by the framework, which hands it the services.</summary>
sealed class KeyUnwrapper(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        return XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<KeyWrapper>().Unwrap(Convert.FromBase64String(encryptedElement.Value))));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace VanLang.Identity.Keys;

/// <summary>Wraps a data-protection key with AES-256-GCM under the key file: a copy of the database alone opens no session.</summary>
sealed class KeyWrapper(KeyFile file) : IXmlEncryptor
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        byte[] plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        byte[] cipher = new byte[plain.Length];
        byte[] tag = new byte[TagBytes];
        using AesGcm aes = new(file.DataProtection(), TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag);
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("wrapped", new XAttribute("algorithm", "AES-256-GCM"), Convert.ToBase64String([.. nonce, .. cipher, .. tag])), typeof(KeyUnwrapper));
    }
}

/// <summary>Undoes <see cref="KeyWrapper"/>. Made by the framework, which hands it the services.</summary>
sealed class KeyUnwrapper(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        byte[] wrapped = Convert.FromBase64String(encryptedElement.Value);
        byte[] plain = new byte[wrapped.Length - KeyWrapper.NonceBytes - KeyWrapper.TagBytes];
        using AesGcm aes = new(services.GetRequiredService<KeyFile>().DataProtection(), KeyWrapper.TagBytes);
        aes.Decrypt(
            wrapped.AsSpan(0, KeyWrapper.NonceBytes),
            wrapped.AsSpan(KeyWrapper.NonceBytes, plain.Length),
            wrapped.AsSpan(wrapped.Length - KeyWrapper.TagBytes),
            plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Platform.Tests.Identity;

/// <summary>A device with passkeys, as a browser drives it (Web Authentication Level 3, ES256, attestation "none").</summary>
sealed class PasskeyDevice(string origin)
{
    const byte Present = 0x01;
    const byte Verified = 0x04;
    const byte BackupEligible = 0x08;
    const byte BackedUp = 0x10;
    const byte KeyIncluded = 0x40;

    readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    string userHandle = "";

    /// <summary>The address of the page that asks, as the browser sees it.</summary>
    public string Origin { get; set; } = origin;

    public string Host { get; set; } = new Uri(origin).Host;

    public bool AsksForFinger { get; set; } = true;

    /// <summary>Uses counted by the device; one that keeps no count stays at 0.</summary>
    public uint Count { get; set; }

    public bool IsBackedUp { get; set; }

    /// <summary>Answers the question to make a passkey.</summary>
    public string Make(string options)
    {
        JsonNode asked = JsonNode.Parse(options)!;
        userHandle = (string)asked["user"]!["id"]!;
        ECParameters point = key.ExportParameters(false);
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.Q.X!, 0x22, 0x58, 0x20, .. point.Q.Y!];
        byte[] data = [.. Data(KeyIncluded), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Encode(Client("webauthn.create", asked)),
            ["attestationObject"] = Encode(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers the question to show it.</summary>
    public string Show(string options)
    {
        byte[] client = Client("webauthn.get", JsonNode.Parse(options)!);
        byte[] data = Data(0);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Encode(client),
            ["authenticatorData"] = Encode(data),
            ["signature"] = Encode(key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = userHandle,
        });
    }

    byte[] Data(byte more)
    {
        byte[] count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        int flags = Present | more | (AsksForFinger ? Verified : 0) | (IsBackedUp ? BackupEligible | BackedUp : 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Host)), (byte)flags, .. count];
    }

    byte[] Client(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)asked["challenge"]!, origin = Origin, crossOrigin = false });

    string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Encode(id),
        ["rawId"] = Encode(id),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

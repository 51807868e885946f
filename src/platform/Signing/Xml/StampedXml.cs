using System.Xml;

namespace VanLang.Signing.Xml;

/// <summary>Puts a time-stamp of the signature value beside it, as an unsigned property (EN 319 132-1, 5.3). Nothing that is signed changes.</summary>
internal static class StampedXml
{
    /// <summary>What the stamp is taken of.</summary>
    /// <exception cref="XmlException">The signature has no value or no properties.</exception>
    public static byte[] ContentOf(XmlElement signature) => CanonicalXml.Of(signature.One("SignatureValue", XmlNames.Signature) ?? throw new XmlException("SignatureValue"), XmlNames.Exclusive, null);

    /// <param name="token">Time-stamp token (DER) over that.</param>
    /// <exception cref="XmlException">The signature has no properties.</exception>
    public static void Add(XmlElement signature, ReadOnlySpan<byte> token)
    {
        var qualifying = signature.One("Object", XmlNames.Signature)?.One("QualifyingProperties", XmlNames.Xades) ?? throw new XmlException("QualifyingProperties");
        var list = Under(Under(qualifying, "UnsignedProperties"), "UnsignedSignatureProperties");
        var stamp = (XmlElement)list.AppendChild(Made(list, "SignatureTimeStamp"))!;
        var method = (XmlElement)stamp.AppendChild(signature.OwnerDocument.CreateElement(signature.Prefix, "CanonicalizationMethod", XmlNames.Signature))!;
        method.SetAttribute("Algorithm", XmlNames.Exclusive);
        stamp.AppendChild(Made(list, "EncapsulatedTimeStamp"))!.InnerText = Convert.ToBase64String(token);
    }

    private static XmlElement Under(XmlElement parent, string name) => parent.One(name, XmlNames.Xades) ?? (XmlElement)parent.AppendChild(Made(parent, name))!;

    private static XmlElement Made(XmlElement near, string name) => near.OwnerDocument.CreateElement(near.Prefix, name, XmlNames.Xades);
}

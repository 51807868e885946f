using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml;

namespace VanLang.Verify;

/// <summary>The list of files of an ASiC-E container (ETSI EN 319 162-1) and the time-stamp over it, where a bundle is one.</summary>
static class ContainerCheck
{
    const string List = "META-INF/ASiCManifest001.xml";
    const string Stamp = "META-INF/timestamp001.tst";
    const string Type = "mimetype";

    const int LargestList = 4 * 1024 * 1024;

    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestList };

    /// <param name="part">Gives the content of an entry.</param>
    public static void Run(ZipArchive zip, Func<string, ReadOnlyMemory<byte>> part, Trust trust, Report report)
    {
        if (zip.Entries.All(entry => entry.FullName != Type && !entry.FullName.StartsWith("META-INF/", StringComparison.Ordinal)))
            return;
        ReadOnlyMemory<byte> list = part(List);
        Dictionary<string, string> listed = Read(list);
        int faults = report.Faults;
        foreach ((string name, string digest) in listed)
        {
            if (zip.GetEntry(name) is null)
                report.Bad($"danh sách của gói nêu {name} nhưng gói không có", $"the list of the container names {name}, which is missing");
            else if (Convert.ToBase64String(SHA256.HashData(part(name).Span)) != digest)
                report.Bad($"{name} không đúng với danh sách của gói", $"{name} is not what the list of the container says");
        }

        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.FullName is not (Type or List or Stamp) && !listed.ContainsKey(entry.FullName)))
            report.Bad($"{entry.FullName} không có trong danh sách của gói", $"{entry.FullName} is not on the list of the container");
        if (report.Faults == faults)
            report.Good($"{listed.Count} tệp đúng với danh sách của gói", $"{listed.Count} files are those on the list of the container");
        trust.Stamp(part(Stamp), list.Span, "danh sách của gói", "the list of the container", report);
    }

    static Dictionary<string, string> Read(ReadOnlyMemory<byte> list)
    {
        Dictionary<string, string> listed = [];
        try
        {
            using XmlReader xml = XmlReader.Create(new MemoryStream(list.ToArray(), writable: false), Settings);
            string? name = null;
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (xml.LocalName == "DataObjectReference")
                    name = Uri.UnescapeDataString(xml.GetAttribute("URI") ?? "");
                else if (xml.LocalName == "DigestMethod" && xml.GetAttribute("Algorithm") != "http://www.w3.org/2001/04/xmlenc#sha256")
                    throw new UnreadableException($"{List}: không phải SHA-256", $"{List}: not SHA-256");
                else if (xml.LocalName == "DigestValue" && !listed.TryAdd(name ?? "", xml.ReadElementContentAsString().Trim()))
                    throw new UnreadableException($"{List}: {name} có hai lần", $"{List}: {name} stands there twice");
            }

            return listed;
        }
        catch (XmlException fault)
        {
            throw new UnreadableException($"{List}: {fault.Message}", $"{List}: {fault.Message}");
        }
    }
}

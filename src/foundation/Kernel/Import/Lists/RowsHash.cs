using System.Security.Cryptography;
using System.Text;

namespace VanLang.Kernel.Import.Lists;

/// <summary>One hash over the rows of a list in their order: keys, names and parents, each ended by a byte that no text holds.</summary>
sealed class RowsHash : IDisposable
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string key, string name, string? parent)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{key}\0{name}\0{parent}\0"));
    }

    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}

using System.Globalization;

namespace VanLang.Kernel.Backup;

/// <summary>The part <c>files.list</c>: one stored file a line, name, length on disk and SHA-256 of the bytes on disk, divided by spaces, ordered by name.</summary>
static class FileList
{
    public static IEnumerable<ListedFile> Read(string backup)
    {
        string path = Path.Combine(backup, BackupFolder.ListPart);
        foreach (string line in File.ReadLines(path))
        {
            yield return line.Split(' ') is [{ Length: 64 } name, string length, { Length: 64 } hash] && name.All(char.IsAsciiHexDigitLower)
                && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
                ? new(name, bytes, hash)
                : throw new BackupFailedException($"{path} hỏng.", $"{path} is damaged.");
        }
    }

    public static string Line(ListedFile file) => string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.Sha256}");
}

/// <summary>A stored file as it lies in the backup.</summary>
/// <param name="Name">Name in the store, 64 hexadecimal digits.</param>
/// <param name="Length">Bytes on disk.</param>
/// <param name="Sha256">Of the bytes on disk.</param>
readonly record struct ListedFile(string Name, long Length, string Sha256)
{
    public string PathIn(string folder) => System.IO.Path.Combine(folder, Name[..2], Name[2..4], Name);
}

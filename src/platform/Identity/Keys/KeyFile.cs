using System.Security.Cryptography;
using VanLang.Kernel.Data;

namespace VanLang.Identity.Keys;

/// <summary>A secret of this installation in a file outside the database, readable by its owner alone; made when first asked for.</summary>
sealed class KeyFile(DataFolder data)
{
    const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>32 bytes under which the data-protection keys are wrapped.</summary>
    public byte[] DataProtection() => Convert.FromHexString(ReadOrCreate("data-protection.key", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));

    public bool Exists(string name) => File.Exists(Path.Combine(data.Keys, name));

    /// <summary>The text in the file; where there is none, what <paramref name="create"/> gives, kept from then on.</summary>
    public string ReadOrCreate(string name, Func<string> create)
    {
        string path = Path.Combine(data.Keys, name);
        if (!File.Exists(path))
            Create(path, create());
        return File.ReadAllText(path).Trim();
    }

    void Create(string path, string text)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(data.Keys);
        else
            System.IO.Directory.CreateDirectory(data.Keys, OwnerFolder);

        // Written aside, flushed and renamed: a half-written key would lock everybody out for good.
        string draft = $"{path}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using (FileStream file = new(draft, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first; theirs counts.
            File.Delete(draft);
        }
    }
}

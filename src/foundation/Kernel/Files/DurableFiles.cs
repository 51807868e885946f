using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VanLang.Kernel.Files;

/// <summary>
/// What .NET does not offer of a POSIX file system: flushing a folder, giving a file its name only if the name is free, and forgetting
/// the cache before reading back. On Windows (development only) the nearest thing is done.
/// </summary>
public static class DurableFiles
{
    private const int AlreadyExists = 17;
    private const int DontNeed = 4;

    /// <summary>Makes the folder and its missing parents, and makes sure that they survive a power cut.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FlushFolder(parent);
    }

    /// <summary>
    /// Opens a new file that only its owner may read. While it is open others can open it too, but for those who want it for themselves
    /// (<see cref="FileShare.None"/>), as the cleaning does.
    /// </summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Gives the file a second name, unless that name is taken: then false. One step, also between several machines on NFS.</summary>
    public static bool TryName(string path, string newPath)
    {
        if (OperatingSystem.IsWindows())
        {
            if (File.Exists(newPath))
                return false;
            File.Copy(path, newPath);
            return true;
        }

        // File.Move(overwrite: false) looks first and renames then: two writers at once would overwrite each other.
        if (Link(path, newPath) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == AlreadyExists ? false : throw Failure("link", newPath);
    }

    /// <summary>Writes a small file as a whole under a new name, durably; does nothing if the name is taken.</summary>
    public static void WriteNew(string path, byte[] content) => Write(path, content, temporary => TryName(temporary, path));

    /// <summary>Replaces a small file as a whole, durably.</summary>
    public static void Replace(string path, byte[] content) => Write(path, content, temporary => File.Move(temporary, path, overwrite: true));

    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw Failure("open", folder);
        try
        {
            if (FSync(descriptor) != 0)
                throw Failure("fsync", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Asks the system to forget its cached pages of a flushed file, so that reading back reads the disk. A wish, not an order.</summary>
    public static void ForgetCache(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            _ = Advise(file, 0, 0, DontNeed);
    }

    private static void Write(string path, byte[] content, Action<string> name)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var file = Create(temporary))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            name(temporary);
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static IOException Failure(string call, string path) =>
        new($"{call} failed for {path}: {Marshal.GetLastPInvokeErrorMessage()}");

#pragma warning disable SYSLIB1054, CA5392, CA2101 // Source-generated imports would need unsafe code; libc is found by the loader alone; the strings are UTF-8.
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);
#pragma warning restore SYSLIB1054, CA5392, CA2101
}

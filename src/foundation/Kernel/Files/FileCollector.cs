namespace VanLang.Kernel.Files;

/// <summary>
/// Takes away content that no row names. In two steps, a round apart: it is moved to <c>collected/</c>, and deleted from there if still no row names
/// it. An upload of the same content in between touches or rewrites it and so keeps it.
/// </summary>
/// <param name="folder">Folder of the store.</param>
internal sealed class FileCollector(string folder)
{
    const int NamesAtOnce = 500;

    string Collected => Path.Combine(folder, "collected");

    /// <summary>One round over one of the 256 folders of the store.</summary>
    /// <param name="slice">Which, 0 to 255.</param>
    /// <param name="before">Content written or touched since then stays.</param>
    /// <param name="named">Which of these names the rows name now; asked after the dates are read.</param>
    /// <returns>How many were moved aside, how many put back, how many deleted.</returns>
    public async Task<CollectedFiles> Collect(int slice, DateTimeOffset before, Func<IReadOnlyList<string>, Task<IReadOnlySet<string>>> named)
    {
        DurableFiles.CreateFolder(Collected);
        string prefix = slice.ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
        CollectedFiles sum = default;
        foreach (string[] names in Directory.EnumerateFiles(Collected, prefix + "*").Select(path => Path.GetFileName(path)).Chunk(NamesAtOnce))
        {
            IReadOnlySet<string> needed = await named(names);
            foreach (string name in names)
                sum += needed.Contains(name) || IsYoung(Path.Combine(Collected, name), before) ? PutBack(name) : Delete(name);
        }

        string place = Path.Combine(folder, prefix);
        if (!Directory.Exists(place))
            return sum;
        IEnumerable<string> old = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Where(path => !IsYoung(path, before));
        foreach (string[] names in old.Select(path => Path.GetFileName(path)).Where(IsName).Chunk(NamesAtOnce))
        {
            IReadOnlySet<string> needed = await named(names);
            foreach (string name in names.Where(name => !needed.Contains(name)))
                sum += MoveAside(name, before);
        }

        return sum;
    }

    CollectedFiles MoveAside(string name, DateTimeOffset before)
    {
        string aside = Path.Combine(Collected, name);
        if (IsYoung(PathOf(name), before))
            return default;
        File.Move(PathOf(name), aside, overwrite: true);
        // Touched just before it was moved: somebody is about to name it.
        return IsYoung(aside, before) ? PutBack(name) : new(1, 0, 0);
    }

    CollectedFiles PutBack(string name)
    {
        string aside = Path.Combine(Collected, name);
        DurableFiles.CreateFolder(Path.GetDirectoryName(PathOf(name))!);
        // Where the name is taken, the content has been written again.
        DurableFiles.TryName(aside, PathOf(name));
        DurableFiles.FlushFolder(Path.GetDirectoryName(PathOf(name))!);
        File.Delete(aside);
        return new(0, 1, 0);
    }

    CollectedFiles Delete(string name)
    {
        File.Delete(Path.Combine(Collected, name));
        return new(0, 0, 1);
    }

    string PathOf(string name) => Path.Combine(folder, name[..2], name[2..4], name);

    static bool IsName(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    static bool IsYoung(string path, DateTimeOffset before) => File.GetLastWriteTimeUtc(path) >= before.UtcDateTime;
}

/// <summary>What a round did.</summary>
internal readonly record struct CollectedFiles(int MovedAside, int PutBack, int Deleted)
{
    public static CollectedFiles operator +(CollectedFiles left, CollectedFiles right) =>
        new(left.MovedAside + right.MovedAside, left.PutBack + right.PutBack, left.Deleted + right.Deleted);
}

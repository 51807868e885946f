using System.Globalization;
using System.Security.Cryptography;

namespace VanLang.Signing.Pdf;

/// <summary>
/// An incremental update (ISO 32000-1, 7.5.6): new and changed objects behind the untouched old bytes. The cross-reference is written in
/// the form of the newest section of the file, because readers of streams need not read tables.
/// </summary>
internal sealed class PdfUpdate(PdfFile file)
{
    private readonly SortedDictionary<int, (int Generation, PdfObject Value)> changed = [];
    private int next = file.NextNumber;

    public PdfFile File => file;

    /// <summary>The object as it will be after this update.</summary>
    public PdfObject? Current(PdfObject? value) => value is PdfReference reference && changed.TryGetValue(reference.Number, out var mine)
        ? Current(mine.Value)
        : value is PdfReference ? file.Resolve(value) : value;

    public PdfDictionary CurrentDictionary(PdfReference reference) =>
        Current(reference) as PdfDictionary ?? throw new PdfFormatException($"Object {reference.Number} is no dictionary");

    public PdfReference Add(PdfObject value)
    {
        var reference = new PdfReference(next++, 0);
        changed[reference.Number] = (0, value);
        return reference;
    }

    public void Replace(PdfReference reference, PdfObject value) => changed[reference.Number] = (reference.Generation, value);

    /// <summary>The whole file with the update. <paramref name="marks"/> receives the offsets of the placeholders.</summary>
    public byte[] Write(IDictionary<PdfPlaceholder, int> marks)
    {
        using var target = new MemoryStream();
        target.Write(file.Bytes.Span);
        if (file.Bytes.Span[^1] is not (10 or 13))
            target.WriteByte(10);

        var writer = new PdfObjectWriter(target, marks);
        var offsets = new SortedDictionary<int, (long Offset, int Generation)>();
        foreach (var (number, (generation, value)) in changed)
        {
            offsets[number] = (target.Position, generation);
            writer.Text($"{number} {generation} obj\n");
            writer.Write(value);
            writer.Text("\nendobj\n");
        }

        var start = target.Position;
        if (file.NewestSectionIsStream)
            WriteStream(writer, offsets, start, target);
        else
            WriteTable(writer, offsets, target);
        writer.Text(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return target.ToArray();
    }

    private void WriteTable(PdfObjectWriter writer, SortedDictionary<int, (long Offset, int Generation)> offsets, MemoryStream target)
    {
        var trailer = Trailer(next, target);
        writer.Text("xref\n");
        foreach (var (first, count) in Runs(offsets.Keys))
        {
            writer.Text($"{first} {count}\n");
            for (var number = first; number < first + count; number++)
                writer.Text(string.Create(CultureInfo.InvariantCulture, $"{offsets[number].Offset:D10} {offsets[number].Generation:D5} n\r\n"));
        }

        writer.Text("trailer\n");
        writer.Write(trailer);
        writer.Text("\n");
    }

    private void WriteStream(PdfObjectWriter writer, SortedDictionary<int, (long Offset, int Generation)> offsets, long start, MemoryStream target)
    {
        var own = next++;
        offsets[own] = (start, 0);
        using var data = new MemoryStream();
        var index = new List<PdfObject>();
        foreach (var (first, count) in Runs(offsets.Keys))
        {
            index.AddRange([new PdfNumber(first), new PdfNumber(count)]);
            for (var number = first; number < first + count; number++)
            {
                var (offset, generation) = offsets[number];
                data.Write([1, (byte)(offset >> 24), (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, (byte)(generation >> 8), (byte)generation]);
            }
        }

        var dictionary = Trailer(next, target).With(
            ("Type", new PdfName("XRef")), ("W", PdfArray.Of(1, 4, 2)), ("Index", new PdfArray(index)), ("Length", new PdfNumber(data.Length)));
        writer.Text($"{own} 0 obj\n");
        writer.Write(new PdfStream(dictionary, data.ToArray()));
        writer.Text("\nendobj\n");
    }

    private PdfDictionary Trailer(int size, MemoryStream target)
    {
        // The first half of the identifier stays that of the first revision; the second follows from the content, so that output is repeatable.
        var second = new PdfString(SHA256.HashData(target.GetBuffer().AsSpan(0, (int)target.Length))[..16]);
        var first = (file.Array(file.Trailer["ID"]) is { Items: [PdfString kept, ..] } ? kept : null) ?? new PdfString(SHA256.HashData(file.Bytes.Span)[..16]);
        var trailer = PdfDictionary.Of(
            ("Size", new PdfNumber(size)),
            ("Root", file.RootReference),
            ("Prev", new PdfNumber(file.Sections[0])),
            ("ID", new PdfArray([new PdfString(first.Bytes), second])));
        return file.Trailer["Info"] is { } info ? trailer.With("Info", info) : trailer;
    }

    private static IEnumerable<(int First, int Count)> Runs(IEnumerable<int> numbers)
    {
        var (first, count) = (-1, 0);
        foreach (var number in numbers)
        {
            if (count > 0 && number == first + count)
            {
                count++;
                continue;
            }

            if (count > 0)
                yield return (first, count);
            (first, count) = (number, 1);
        }

        if (count > 0)
            yield return (first, count);
    }
}

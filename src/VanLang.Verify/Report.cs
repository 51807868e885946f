using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace VanLang.Verify;

/// <summary>What a check finds, said in both languages as it is found.</summary>
sealed class Report(TextWriter output)
{
    public const int Holds = 0, DoesNotHold = 1, Unreadable = 2;

    // Beyond these the file is hopeless; all are counted.
    const int MostLines = 1_000;

    /// <summary>How many things are wrong.</summary>
    public int Faults { get; private set; }

    /// <summary>The first event of which something is wrong; null while there is none.</summary>
    public long? FirstAltered { get; private set; }

    /// <summary>Runs a check and says what it comes to.</summary>
    /// <returns>The exit code.</returns>
    public static int Of(TextWriter output, TextWriter errors, Action<Report> check)
    {
        Report report = new(output);
        try
        {
            check(report);
        }
        catch (Exception fault) when (fault is UnreadableException or IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidDataException or CryptographicException or KeyNotFoundException or InvalidOperationException)
        {
            errors.WriteLine($"KHÔNG ĐỌC ĐƯỢC / CANNOT BE READ: {fault.Message}");
            return report.Faults == 0 ? Unreadable : report.End();
        }

        return report.End();
    }

    public void Good(string vietnamese, string english) => output.WriteLine($"ĐÚNG: {vietnamese}. / HOLDS: {english}.");

    public void Note(string vietnamese, string english) => output.WriteLine($"CHÚ Ý: {vietnamese}. / NOTE: {english}.");

    public void Bad(string vietnamese, string english)
    {
        if (++Faults <= MostLines)
            output.WriteLine($"SAI: {vietnamese}. / WRONG: {english}.");
    }

    /// <summary>Something wrong with an event.</summary>
    public void BadEvent(long place, string vietnamese, string english)
    {
        FirstAltered = Math.Min(FirstAltered ?? long.MaxValue, place);
        Bad(string.Create(CultureInfo.InvariantCulture, $"sự kiện số {place}: {vietnamese}"), string.Create(CultureInfo.InvariantCulture, $"event {place}: {english}"));
    }

    int End()
    {
        if (FirstAltered is { } first)
            output.WriteLine($"SỰ KIỆN BỊ SỬA ĐẦU TIÊN: số {first}. / FIRST ALTERED EVENT: {first}.");
        output.WriteLine(Faults == 0 ? "KẾT LUẬN: ĐÚNG / VERDICT: HOLDS" : $"KẾT LUẬN: SAI, {Faults} chỗ / VERDICT: DOES NOT HOLD, {Faults} places");
        return Faults == 0 ? Holds : DoesNotHold;
    }
}

/// <summary>The file is not what it should be, so that nothing can be said.</summary>
sealed class UnreadableException(string vietnamese, string english) : Exception($"{vietnamese} / {english}");

using System.Globalization;
using VanLang.Kernel.Import;

namespace VanLang.Commands;

/// <summary>One line that is overwritten on a terminal; elsewhere a line every ten seconds and at the end.</summary>
sealed class ImportProgressLine : IProgress<ImportProgress>
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    TimeSpan told;

    public void Report(ImportProgress value)
    {
        string line = string.Create(
            CultureInfo.GetCultureInfo("vi-VN"),
            $"{value.Done:N0}/{value.All:N0}, {value.RowsPerSecond:N0} dòng/giây, còn {value.Remaining:mm\\:ss} / rows per second, remaining");
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"\r{line}");
            if (value.Done == value.All)
                Console.WriteLine();
        }
        else if (value.Done == value.All || value.Took - told > Pause)
        {
            told = value.Took;
            Console.WriteLine(line);
        }
    }
}

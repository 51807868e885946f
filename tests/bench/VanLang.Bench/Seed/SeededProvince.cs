using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using VanLang.Bench.Databases;
using VanLang.Kernel.Search;

namespace VanLang.Bench.Seed;

/// <summary>
/// Many dossiers in little time. A few are worked for real and stay at one step each (<see cref="Templates"/>); every other is a copy of one of these with
/// its own ids, code, owner, agency, procedure and time. A skeleton of one row a dossier comes by COPY; the database copies the rows that belong
/// to it: work, holders, documents, events of the record.
/// </summary>
/// <remarks>
/// Shape: agencies and procedures by Zipf's law, flattened at its head for agencies (the busiest has 3 to 4 of 100 dossiers), working days between 07:30 and 16:30 over the last year, 96 of 100 finished. The record is copied for
/// what is open and for one in five of what is finished: it is read by subject alone, so the rest would only take room.
/// </remarks>
[SuppressMessage("Security", "CA5394", Justification = "The same numbers with every run.")]
sealed class SeededProvince(string connection)
{
    static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh"];
    static readonly string[] Middles = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Hồng"];
    static readonly string[] Names = ["An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thủy", "Trang", "Tuấn", "Vân", "Yến"];

    /// <summary>Copies until there are so many.</summary>
    public async Task Fill(int size, Templates templates)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await using NpgsqlConnection open = new(connection + ";Pooling=false;Command Timeout=0");
        await open.OpenAsync();
        // Nothing of it must survive a power cut, and what refers to what is known.
        await Run(open, "SET synchronous_commit = off; SET session_replication_role = replica; SET maintenance_work_mem = '512MB'");
        await Skeleton(open, size, templates);
        foreach (Copied table in Copied.All)
            await table.Copy(open);
        await Run(open, "DROP TABLE seed");
        await Run(open, "VACUUM ANALYZE");
        await Run(open, "CHECKPOINT");
        long bytes = await Sql.Value<long>(connection, "SELECT pg_database_size(current_database())");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size:#,0} dossiers in {watch.Elapsed.TotalSeconds:0} s, {bytes / 1e9:0.0} GB"));
    }

    static async Task Skeleton(NpgsqlConnection open, int size, Templates templates)
    {
        await Run(open, """
            CREATE UNLOGGED TABLE seed (
                template uuid NOT NULL, template_instance uuid NOT NULL, dossier uuid NOT NULL, instance uuid NOT NULL, code text NOT NULL, procedure_code text NOT NULL,
                procedure_name text NOT NULL, procedure_version text NOT NULL, owner text NOT NULL, search text NOT NULL, lookup text NOT NULL, agency uuid NOT NULL,
                shift interval NOT NULL, recorded boolean NOT NULL)
            """);
        Random random = new(20261129);
        Zipf agencies = new(templates.Agencies.Count, 10), procedures = new(templates.Procedures.Count, 0);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await using NpgsqlBinaryImporter copy = await open.BeginBinaryImportAsync("COPY seed FROM STDIN (FORMAT BINARY)");
        for (int n = 0; n < size; n++)
        {
            bool isOpen = random.Next(100) < 4;
            Template template = isOpen ? templates.Open[random.Next(templates.Open.Count)] : templates.Finished;
            // What is open is young.
            DateTimeOffset at = WorkingTime(random, now, isOpen ? 20 : 365);
            ProcedureChoice procedure = templates.Procedures[procedures.Next(random)];
            string owner = $"{Families[random.Next(Families.Length)]} {Middles[random.Next(Middles.Length)]} {Names[random.Next(Names.Length)]}";
            string code = string.Create(CultureInfo.InvariantCulture, $"H44.{n % 1000:000}-{at:yyMMdd}-{n:0000000}");
            Guid dossier = Guid.CreateVersion7(at);
            await copy.StartRowAsync();
            await copy.WriteAsync(template.DossierId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(template.InstanceId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(dossier, NpgsqlDbType.Uuid);
            await copy.WriteAsync(Guid.CreateVersion7(at), NpgsqlDbType.Uuid);
            await copy.WriteAsync(code);
            await copy.WriteAsync(procedure.Code);
            await copy.WriteAsync(procedure.Name);
            await copy.WriteAsync(procedure.Version);
            await copy.WriteAsync(owner);
            await copy.WriteAsync(VietnameseFolding.Fold($"{code} {owner} {procedure.Name}"));
            await copy.WriteAsync(dossier.ToString("N")[^8..].ToUpperInvariant());
            await copy.WriteAsync(templates.Agencies[agencies.Next(random)], NpgsqlDbType.Uuid);
            await copy.WriteAsync(at - template.SubmittedAt, NpgsqlDbType.Interval);
            await copy.WriteAsync(isOpen || n % 5 == 0);
        }

        await copy.CompleteAsync();
        await copy.CloseAsync();
        await Run(open, "ANALYZE seed");
    }

    static DateTimeOffset WorkingTime(Random random, DateTimeOffset now, int days)
    {
        DateTimeOffset day = now.AddDays(-random.Next(1, days));
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(-1);
        // 07:30 to 16:30 in Vietnam.
        return new DateTimeOffset(day.Year, day.Month, day.Day, 0, 30, 0, TimeSpan.Zero).AddSeconds(random.Next(9 * 3600));
    }

    static async Task Run(NpgsqlConnection open, string sql)
    {
#pragma warning disable CA2100 // The bench's own statements.
        await using NpgsqlCommand command = new(sql, open);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Draws places by the law of Zipf and Mandelbrot: the n-th by 1 / (n + flattening).</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same numbers with every run.")]
sealed class Zipf
{
    readonly double[] upTo;

    public Zipf(int places, int flattening)
    {
        upTo = new double[places];
        double sum = 0;
        for (int i = 0; i < places; i++)
            upTo[i] = sum += 1.0 / (i + 1 + flattening);
    }

    public int Next(Random random)
    {
        int found = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
        return Math.Min(found < 0 ? ~found : found, upTo.Length - 1);
    }
}

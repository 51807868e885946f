using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VanLang.Hosting;
using VanLang.Kernel.Data;

namespace VanLang.Commands;

/// <summary><c>vanlang move-database --from DIR --to "Host=…"</c>: from the SQLite file of a data folder to an empty PostgreSQL database, all or nothing.</summary>
static class MoveDatabaseCommand
{
    public static Command Create()
    {
        Option<string> from = new("--from")
        {
            Description = "Thư mục dữ liệu có tệp SQLite / data folder with the SQLite file",
            DefaultValueFactory = _ => ProgramServices.DefaultDataFolder,
        };
        Option<string> to = new("--to") { Description = "PostgreSQL: \"Host=…;Database=…;Username=…\"", Required = true };
        Command command = new("move-database", "Chuyển cơ sở dữ liệu từ SQLite sang PostgreSQL, đủ hết hoặc không gì / move the database from SQLite to PostgreSQL, all of it or nothing") { from, to };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), cancellationToken));
        return command;
    }

    static Task<int> Run(string folder, string connection, CancellationToken cancellationToken)
    {
        if (!File.Exists(new DataFolder(folder).Database))
        {
            Console.Error.WriteLine($"Không có {new DataFolder(folder).Database}. / There is no such file.");
            return Task.FromResult(1);
        }

        return CommandHost.On(database: null, folder, from => CommandHost.On(connection, folder, to => Move(from, to, cancellationToken), cancellationToken), cancellationToken);
    }

    static async Task<int> Move(IServiceProvider from, IServiceProvider to, CancellationToken cancellationToken)
    {
        await DatabaseMove.SealAll(from, cancellationToken);
        await using VanLangDbContext sqlite = await from.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(cancellationToken);
        await using VanLangDbContext postgres = await to.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(cancellationToken);
        DatabaseMove move = new(sqlite, postgres);
        if (await move.FirstFilledTable(cancellationToken) is { } filled)
        {
            await Console.Error.WriteLineAsync($"Cơ sở dữ liệu đích không trống: {filled}. / The target is not empty: {filled}.");
            return 1;
        }

        try
        {
            long rows = 0;
            int tables = 0;
            await move.Run(
                table =>
                {
                    tables++;
                    rows += table.RowsTo;
                    Console.WriteLine($"{table.Table,-32} {table.RowsFrom,10} → {table.RowsTo,-10} {table.HashFrom[..16]} {(table.HashFrom == table.HashTo ? "=" : "≠")} {table.HashTo[..16]}");
                },
                cancellationToken);
            await DatabaseNote.Agree(to.GetRequiredService<StoredVersions>(), to.GetRequiredService<DataFolder>(), to.GetRequiredService<DatabaseStore>(), CancellationToken.None);
            Console.WriteLine($"Đã chuyển {tables} bảng, {rows} dòng. Tệp và khóa vẫn ở thư mục dữ liệu. / {tables} tables, {rows} rows moved. Files and keys stay in the data folder.");
            Console.WriteLine("Kiểm tra / check:  vanlang verify --data DIR --database \"Host=…\"");
            return 0;
        }
        catch (Exception exception) when (exception is DatabaseMoveException or DbUpdateException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"Không chuyển được gì. / Nothing was moved. {exception.Message}");
            return 1;
        }
    }
}

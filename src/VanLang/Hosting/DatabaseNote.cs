using Microsoft.Data.Sqlite;
using VanLang.Kernel.Data;

namespace VanLang.Hosting;

/// <summary>
/// Which PostgreSQL database a data folder belongs to, noted on both sides: the file <c>database</c> of the folder (<c>PostgreSQL ID</c>) and the name <c>house</c> in the database.
/// Files and keys of one and rows of the other are one installation; put together otherwise, papers would be missing and keys of strangers would get into the
/// database. A folder with a SQLite file needs no note: its database lies in it.
/// </summary>
static class DatabaseNote
{
    const string Name = "house";
    const string Engine = "PostgreSQL";

    /// <summary>Whether the folder belongs to a PostgreSQL database.</summary>
    public static bool IsThere(DataFolder data) => File.Exists(PathOf(data));

    /// <summary>Before any database is opened or made.</summary>
    /// <param name="connection">The PostgreSQL database that was named; null for SQLite.</param>
    /// <exception cref="StartFailedException">The folder belongs to the other kind of database.</exception>
    public static void Check(DataFolder data, string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            if (IsThere(data))
                throw new StartFailedException(
                    $"Thư mục {data.Path} thuộc một cơ sở dữ liệu PostgreSQL: nêu --database \"Host=…\" (hoặc VANLANG_DATABASE). / The folder belongs to a PostgreSQL database: name it by --database or VANLANG_DATABASE.");
        }
        else if (!IsThere(data) && File.Exists(data.Database) && !HasMoved(data))
        {
            throw new StartFailedException(
                $"Thư mục {data.Path} có cơ sở dữ liệu SQLite của riêng nó; chuyển bằng move-database trước. / The folder has its own SQLite database; move it by move-database first.");
        }
    }

    /// <summary>Once the schema is there: the first to come together belong together from then on.</summary>
    /// <exception cref="StartFailedException">Each of the two belongs to another.</exception>
    public static async Task Agree(StoredVersions versions, DataFolder data, DatabaseStore store, CancellationToken cancellationToken)
    {
        if (store is not PostgresStore)
            return;
        string? noted = IdOf(data), kept = await versions.Of(Name, cancellationToken);
        if (noted is not null && kept is not null && noted != kept)
            throw new StartFailedException(
                $"Thư mục {data.Path} không phải của cơ sở dữ liệu này (thư mục: {noted[..8]}…, cơ sở dữ liệu: {kept[..8]}…). Không có gì bị thay đổi. / The folder is not that of this database. Nothing was changed.");
        string id = kept ?? noted ?? Guid.NewGuid().ToString("N");
        if (kept is null)
            await versions.Keep(Name, id, cancellationToken);
        if (noted is null)
            await Note(data, id);
    }

    /// <summary>What was restored is another installation than the one it was copied from, though it has the same rows.</summary>
    public static async Task Renew(StoredVersions versions, DataFolder data, DatabaseStore store, CancellationToken cancellationToken)
    {
        if (store is not PostgresStore)
            return;
        string id = Guid.NewGuid().ToString("N");
        await versions.Keep(Name, id, cancellationToken);
        await Note(data, id);
    }

    static Task Note(DataFolder data, string id) => File.WriteAllTextAsync(PathOf(data), $"{Engine} {id}{Environment.NewLine}", CancellationToken.None);

    static string? IdOf(DataFolder data) =>
        File.Exists(PathOf(data)) && File.ReadAllText(PathOf(data)).Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is [Engine, { Length: 32 } id] ? id : null;

    // A folder that was moved by a build that wrote no note yet.
    static bool HasMoved(DataFolder data)
    {
        using SqliteConnection file = new(new SqliteConnectionStringBuilder { DataSource = data.Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            file.Open();
            using SqliteCommand moved = file.CreateCommand();
            moved.CommandText = "SELECT 1 FROM versions WHERE name = $name";
            moved.Parameters.AddWithValue("$name", DatabaseMove.MovedTo);
            return moved.ExecuteScalar() is not null;
        }
        catch (SqliteException)
        {
            // No database of ours, or none yet.
            return false;
        }
    }

    static string PathOf(DataFolder data) => Path.Combine(data.Path, "database");
}

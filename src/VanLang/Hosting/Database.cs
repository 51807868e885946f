using VanLang.Kernel.Data;

namespace VanLang.Hosting;

/// <summary>Which database the program works on: PostgreSQL where one is named, otherwise a SQLite file in the data folder.</summary>
static class Database
{
    /// <summary>Setting, as <c>VANLANG_DATABASE</c> and <c>--database</c> give it: a Npgsql connection string.</summary>
    public const string Setting = "Database";

    // A page that takes longer is answered with an error; an import, a check or a move may read everything.
    static readonly TimeSpan LongestStatementOfAPage = TimeSpan.FromSeconds(30);

    /// <exception cref="StartFailedException">The setting is no connection string.</exception>
    public static DatabaseStore Of(string? connection, DataFolder data, bool serves)
    {
        if (string.IsNullOrWhiteSpace(connection))
            return new SqliteStore(data.Database, Migrations.Sqlite);
        try
        {
            return new PostgresStore(connection, Migrations.Postgres, serves ? LongestStatementOfAPage : null);
        }
        catch (ArgumentException exception)
        {
            throw new StartFailedException(
                $"--database: cần dạng Host=…;Database=…;Username=… / Host=…;Database=…;Username=… is expected ({exception.Message})");
        }
    }
}

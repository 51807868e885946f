using Npgsql;

namespace VanLang.Kernel.Backup;

/// <summary>An empty PostgreSQL database beside another one, gone when disposed.</summary>
public sealed class ScratchDatabase : IAsyncDisposable
{
    readonly string server;
    readonly string name;

    ScratchDatabase(string server, string name, string connection) => (this.server, this.name, Connection) = (server, name, connection);

    /// <summary>Its connection string.</summary>
    public string Connection { get; }

    /// <param name="beside">Connection string of a database on the same server.</param>
    /// <exception cref="BackupFailedException">The role may not create databases.</exception>
    public static async Task<ScratchDatabase> Create(string beside, CancellationToken cancellationToken)
    {
        string name = $"vanlang_drill_{Guid.NewGuid():N}";
        try
        {
            await Run(beside, $"CREATE DATABASE {name} TEMPLATE template0", cancellationToken);
        }
        catch (PostgresException refused)
        {
            throw new BackupFailedException($"Không tạo được cơ sở dữ liệu tạm: {refused.MessageText}", "The scratch database could not be created; the role needs CREATEDB.");
        }

        return new(beside, name, new NpgsqlConnectionStringBuilder(beside) { Database = name, Pooling = false }.ConnectionString);
    }

    public async ValueTask DisposeAsync() => await Run(server, $"DROP DATABASE {name} WITH (FORCE)", CancellationToken.None);

    static async Task Run(string connection, string statement, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection open = new(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await open.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A name that we made.
        await using NpgsqlCommand command = new(statement, open) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Net.Sockets;
using Npgsql;

namespace VanLang.Hosting;

/// <summary>Whether a command failed because its database is not there or does not let it in: that is the operator's to mend and one line says it.</summary>
static class DatabaseUnreached
{
    /// <summary>The line; null where something else failed.</summary>
    public static string? Reason(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException
                {
                    SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.CannotConnectNow
                        or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InsufficientPrivilege,
                } refused)
                return $"Cơ sở dữ liệu không cho vào. / The database does not let us in. {refused.SqlState}: {refused.MessageText}";
            if (inner is NpgsqlException { InnerException: SocketException or TimeoutException } silent)
                return $"Không nối được máy chủ cơ sở dữ liệu. / The database server was not reached. {silent.InnerException!.Message}";
        }

        return null;
    }
}

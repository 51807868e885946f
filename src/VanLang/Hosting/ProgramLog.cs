namespace VanLang.Hosting;

/// <summary>What the log looks like: a line a message for people, or a JSON object a line for a collector. Either carries ids and codes, never people's data.</summary>
enum LogForm
{
    Text,
    Json,
}

static class ProgramLog
{
    public static void Configure(ILoggingBuilder logging, LogForm form)
    {
        // Why the program does not start is said in one line by who started it; a worker that failed later is critical and stays.
        Quiet(logging.ClearProviders()).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (form == LogForm.Text)
            logging.AddSimpleConsole(console => console.SingleLine = true);
        // Tells systemd that the program serves, and gives its journal levels; does nothing elsewhere. JSON stays JSON there too.
        logging.Services.AddSystemd();
        if (form == LogForm.Json)
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
    }

    /// <summary>
    /// Warnings and worse. What a command of the database failed of is thrown and told by who cannot go on; a lost race that is run again, or the question
    /// whether an empty database has a schema, is no failure.
    /// </summary>
    public static ILoggingBuilder Quiet(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore.Database.Connection", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical);
}

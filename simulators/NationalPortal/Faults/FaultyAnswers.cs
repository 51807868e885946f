namespace VanLang.Simulators.NationalPortal.Faults;

/// <summary>Lets the faults of calls happen to what the province asks (<c>/api</c>).</summary>
sealed class FaultyAnswers(RequestDelegate next, FaultSwitches faults)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        if (faults.Take(Fault.Delay) is { } delay)
            await Task.Delay(delay.Value, context.RequestAborted);
        if (faults.Take(Fault.Error500) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (!context.Request.Path.StartsWithSegments("/api/token", StringComparison.Ordinal) && faults.Take(Fault.BadToken) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (faults.Take(Fault.DropAnswer) is null)
        {
            await next(context);
            return;
        }

        // Done in full, but nobody hears of it.
        context.Response.Body = Stream.Null;
        await next(context);
        context.Abort();
    }
}

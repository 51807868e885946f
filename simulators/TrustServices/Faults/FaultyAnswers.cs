namespace VanLang.Simulators.TrustServices.Faults;

/// <summary>Lets the faults of the line happen to what is asked of the services.</summary>
sealed class FaultyAnswers(RequestDelegate next, FaultSwitches faults)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Fault? silence = context.Request.Path.Value?.Split('/') is [_, var service, ..]
            ? service switch
            {
                "tsa" => Fault.SilentStamp,
                "ocsp" => Fault.SilentOcsp,
                "crl" => Fault.SilentList,
                "csc" => Fault.SilentRemote,
                _ => null,
            }
            : null;
        if (silence is not { } silent)
        {
            await next(context);
            return;
        }

        if (faults.Take(Fault.Slow) is { } delay)
            await Task.Delay(delay, context.RequestAborted);
        if (faults.Take(silent) is not null)
        {
            // Until whoever asks hangs up.
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (faults.Take(Fault.Error500) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (faults.Take(Fault.LargeAnswer) is not null)
        {
            byte[] nothing = new byte[1024 * 1024];
            for (int i = 0; i < 50; i++)
                await context.Response.Body.WriteAsync(nothing, context.RequestAborted);
            return;
        }

        await next(context);
    }
}

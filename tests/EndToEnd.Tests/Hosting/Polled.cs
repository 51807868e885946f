namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>Waits for what is done behind a page, no longer than needed.</summary>
static class Polled
{
    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> enough)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        T answer = await ask();
        while (!enough(answer))
        {
            await Task.Delay(100, patience.Token);
            answer = await ask();
        }

        return answer;
    }
}

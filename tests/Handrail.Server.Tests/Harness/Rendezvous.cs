using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Handrail.Server.Tests.Harness;

/// <summary>Requests that change something wait at the door for one another, so that they are handled at the same moment. Otherwise it does nothing.</summary>
public sealed class Rendezvous : IStartupFilter
{
    readonly Lock _lock = new();
    TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _missing;

    /// <summary>The next so many requests go in together.</summary>
    public void Of(int requests)
    {
        lock (_lock) (_missing, _met) = (requests, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (HttpContext context, RequestDelegate forward) =>
        {
            if (HttpMethods.IsPost(context.Request.Method)) await Arrive().WaitAsync(TimeSpan.FromSeconds(30));
            await forward(context);
        });
        next(app);
    };

    Task Arrive()
    {
        lock (_lock)
        {
            if (_missing == 0) return Task.CompletedTask;
            if (--_missing == 0) _met.SetResult();
            return _met.Task;
        }
    }
}

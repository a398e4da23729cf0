using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Handrail.Server.Web;

/// <summary>A component as text: for what is kept, packed or sent as a file.</summary>
static class Rendered
{
    /// <param name="parameters">The component's public properties by name.</param>
    public static async Task<string> Html<TComponent>(IServiceProvider services, Dictionary<string, object?> parameters) where TComponent : IComponent
    {
        // Whoever keeps what was rendered lives longer than a request, and has no scope of its own.
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}

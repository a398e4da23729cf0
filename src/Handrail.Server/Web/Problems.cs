using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Web;

/// <summary>How a program is told that something was not done: problem+json (RFC 9457) with a stable code.</summary>
static class Problems
{
    const string SignIn = "sign-in";

    /// <summary>All codes there are. A code never changes its meaning.</summary>
    public static readonly IReadOnlyList<string> Codes = ["invalid", SignIn, "forbidden", "not-found", "conflict", "unavailable"];

    public static IResult Of(string code, string message, int status, string? field = null) => Results.Problem(new ProblemDetails
    {
        Type = "urn:handrail:problem:" + code,
        Title = message,
        Status = status,
        Extensions = { ["code"] = code, ["field"] = field },
    });

    /// <summary>What the platform refuses with a bare status, before any door is reached, gets the same form.</summary>
    public static void UseWordsForBareStatus(this WebApplication app) => app.UseStatusCodePages(async context =>
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (!Refused.IsForPrograms(request))
        {
            if (response.StatusCode is StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType) await new Refused(Answers.NoPage, response.StatusCode).ExecuteAsync(context.HttpContext);
            return;
        }
        if (response.StatusCode == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        await (response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => Of(SignIn, "Send a token that is in force: \"Authorization: Bearer hr_...\". Members make one under Settings, API tokens.", response.StatusCode),
            StatusCodes.Status405MethodNotAllowed => Of("invalid", $"This address does not take {request.Method}.", response.StatusCode),
            StatusCodes.Status415UnsupportedMediaType => Of("invalid", "Send JSON, as application/json.", response.StatusCode),
            var status => Of(status < 500 ? "invalid" : "unavailable", "The request was refused. Nothing was saved.", status),
        }).ExecuteAsync(context.HttpContext);
    });
}

using System.Text.Json;
using Handrail.Core;
using Handrail.Server.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Web;

/// <summary>
/// The one place where exceptions become answers. Two rows with one key and a row changed by somebody else are a Conflict, a database that cannot write is
/// Unavailable, a body that is too large is Invalid; everything else is a bug: logged with a reference number, and the person sees only that number.
/// </summary>
sealed class Failures(RequestDelegate next, ILogger<Failures> log)
{
    static readonly Refusal.Conflict SomebodyWasFirst = new("Somebody else changed this at the same moment. Nothing of yours was saved; go back, reload the page and send it again.");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The person went away; there is nobody to answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await Answer(context, failure).ExecuteAsync(context);
        }
    }

    Refused Answer(HttpContext context, Exception failure)
    {
        context.Response.Clear();
        SecurityHeaders.Set(context.Response.Headers);
        switch (failure)
        {
            case DbUpdateConcurrencyException:
                return new Refused(SomebodyWasFirst);
            case DbUpdateException update when ProviderDifferences.IsUniqueViolation(update):
                return new Refused(SomebodyWasFirst);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
            case InvalidDataException:
            case AntiforgeryValidationException:
                return new Refused(new Refusal.Invalid("", "What was sent is larger than this page accepts. Nothing was saved."), StatusCodes.Status413PayloadTooLarge);
            case BadHttpRequestException { InnerException: JsonException { Path: { Length: > 0 } place } } bad:
                return new Refused(new Refusal.Invalid("", $"The request could not be read at {place}. Nothing was saved."), bad.StatusCode);
            case BadHttpRequestException bad:
                return new Refused(new Refusal.Invalid("", "The request could not be read. Nothing was saved."), bad.StatusCode);
        }
        if (ProviderDifferences.IsUnreadableText(failure)) return new Refused(new Refusal.Invalid("", "What was sent holds characters that cannot be kept. Nothing was saved; please type it again."));
        if (ProviderDifferences.Unavailable(failure) is { } unavailable)
        {
            log.LogError(failure, "The database could not serve {Method} {Path}", context.Request.Method, context.Request.Path);
            return new Refused(unavailable);
        }
        if (failure is IOException { HResult: DiskFull }) return new Refused(new Refusal.Unavailable("The disk of the server is full. Nothing was saved; free some space and send it again."));
        log.LogError(failure, "Reference {Reference}: {Method} {Path} failed", context.TraceIdentifier, context.Request.Method, context.Request.Path);
        return new Refused(new Refusal.Unavailable($"Something went wrong on our side and was written to the server's log with reference {context.TraceIdentifier}. Nothing was saved."), StatusCodes.Status500InternalServerError);
    }

    /// <summary>ENOSPC as .NET reports it on Unix.</summary>
    const int DiskFull = 28;
}

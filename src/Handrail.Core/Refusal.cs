namespace Handrail.Core;

/// <summary>Why something that was asked is not done. Part of the answer, never an exception; mapped once to HTTP and once to exit codes.</summary>
/// <param name="Message">One sentence for the person who asked: what is wrong and how to mend it.</param>
public abstract record Refusal(string Message)
{
    /// <summary>What was sent cannot be accepted. HTTP 422, exit code 2.</summary>
    /// <param name="Field">The field at fault, or empty when it is the whole.</param>
    public sealed record Invalid(string Field, string Message) : Refusal(Message);

    /// <summary>It does not exist, or must look as if it did not. HTTP 404, exit code 3.</summary>
    public sealed record NotFound(string Message) : Refusal(Message);

    /// <summary>It exists, the member may see it, but may not do this. HTTP 403, exit code 4.</summary>
    public sealed record Forbidden(string Message) : Refusal(Message);

    /// <summary>Somebody or something was there first. HTTP 409, exit code 5.</summary>
    public sealed record Conflict(string Message) : Refusal(Message);

    /// <summary>Cannot be done right now; the same request may go through later. HTTP 503, exit code 6.</summary>
    public sealed record Unavailable(string Message) : Refusal(Message);

    /// <summary>The stable code of this kind, the same in problem+json and on the command line.</summary>
    public string Code => this switch
    {
        Invalid => "invalid",
        NotFound => "not-found",
        Forbidden => "forbidden",
        Conflict => "conflict",
        _ => "unavailable",
    };

    /// <summary>What a program tells the shell that was refused in this way. 0 is done, 1 is left to bugs.</summary>
    public int ExitCode => this switch
    {
        Invalid => 2,
        NotFound => 3,
        Forbidden => 4,
        Conflict => 5,
        _ => 6,
    };
}

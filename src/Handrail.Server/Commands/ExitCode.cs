using Handrail.Core;

namespace Handrail.Server.Commands;

/// <summary>What the shell is told: the codes of <see cref="Refusal.ExitCode"/>, and 1 for a bug.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Invalid = 2;

    /// <summary>Says why on standard error.</summary>
    public static int Of(Refusal refusal)
    {
        Console.Error.WriteLine(refusal.Message);
        return refusal.ExitCode;
    }
}

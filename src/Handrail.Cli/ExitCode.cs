using Handrail.Core;

namespace Handrail.Cli;

/// <summary>What the shell is told. 1 is left to bugs.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Invalid = 2;
    public const int Unavailable = 6;

    /// <summary>Says why on standard error.</summary>
    public static int Of(Refusal refusal)
    {
        Screen.Problem(refusal.Message);
        return refusal.ExitCode;
    }
}

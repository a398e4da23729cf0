namespace Handrail.Server.Web;

/// <summary>How much a request may send, in bytes.</summary>
static class Limits
{
    /// <summary>Forms without files, and JSON.</summary>
    public const long OrdinaryBody = 2 * 1024 * 1024;

    /// <summary>Forms with files: one file of the largest size and room for the rest.</summary>
    public const long Upload = Files.FileStore.LargestFile + OrdinaryBody;

    /// <summary>Fields and files in one form: a folder that is brought whole has many.</summary>
    public const int FormParts = 5_000;
}

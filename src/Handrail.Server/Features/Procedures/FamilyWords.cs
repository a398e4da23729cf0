namespace Handrail.Server.Features.Procedures;

static class FamilyWords
{
    /// <summary>"user-account-management" as a heading.</summary>
    public static string Of(string family)
    {
        var words = family.Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

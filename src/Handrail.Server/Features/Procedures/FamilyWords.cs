namespace Handrail.Server.Features.Procedures;

static class FamilyWords
{
    /// <summary>"user-account-management" as a heading; "ai-systems" too.</summary>
    public static string Of(string family)
    {
        var words = family.Replace('-', ' ').Replace('_', ' ').Trim();
        if (words is "ai" || words.StartsWith("ai ", StringComparison.Ordinal)) return "AI" + words[2..];
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

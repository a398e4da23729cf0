using System.Globalization;

namespace Handrail.Server.Features.People;

/// <summary>What mail can be sent to: one address and nothing beside it, so that it can stand in a header.</summary>
static class EmailAddress
{
    public const int Longest = 256;

    public static bool IsOne(string text) =>
        text.Length is > 2 and <= Longest && text.Split('@') is [{ Length: > 0 and <= 64 }, [not '.', .., not '.']] && text.All(Fits);

    static bool Fits(char c) => !"<>()[]\\,;:\"".Contains(c) && !char.IsWhiteSpace(c)
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}

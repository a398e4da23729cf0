using System.Collections.Frozen;

namespace Handrail.Core.Procedures.Tailoring;

/// <summary>How tools are called: "Azure AD" and "Microsoft Entra ID" are one, and a variant written for one is for the other.</summary>
public static class Tools
{
    /// <summary>Names of one tool, the one the library uses first. Every other tool is known by its own name alone.</summary>
    static readonly string[][] Names =
    [
        ["Microsoft Entra ID", "Microsoft Entra", "Entra ID", "Entra", "Azure AD", "Azure Active Directory"],
        ["Google Workspace", "G Suite"],
        ["Microsoft 365", "Office 365", "M365", "O365"],
        ["Intune", "Microsoft Intune", "Microsoft Endpoint Manager"],
        ["Jamf", "Jamf Pro", "Jamf Now"],
        ["Iru, formerly Kandji", "Iru", "Kandji"],
        ["Veeam", "Veeam Backup & Replication", "Veeam Backup and Replication"],
        ["Microsoft 365 Backup", "M365 Backup"],
        ["GitHub", "GitHub Enterprise", "GitHub.com"],
        ["GitLab", "GitLab.com"],
        ["AWS", "Amazon Web Services"],
        ["Azure", "Microsoft Azure"],
        ["Google Cloud", "Google Cloud Platform", "GCP"],
        ["Nessus", "Tenable Nessus", "Tenable"],
        ["Greenbone", "OpenVAS", "Greenbone Community Edition"],
        ["Microsoft Defender", "Defender", "Microsoft Defender XDR", "Defender XDR", "Microsoft Defender for Endpoint", "Defender for Endpoint"],
        ["CrowdStrike Falcon", "CrowdStrike", "Falcon"],
        ["Microsoft Teams", "Teams", "MS Teams"],
        ["Jira", "Atlassian Jira"],
    ];

    static readonly FrozenDictionary<string, string> Known = Names.SelectMany(names => names.Select(name => (Key: Placeholders.Key(name), Tool: Placeholders.Key(names[0])))).ToFrozenDictionary(name => name.Key, name => name.Tool);

    /// <summary>Tools of their own that are worked like another one: its variants serve them, its name in a text does not mean them.</summary>
    static readonly FrozenDictionary<string, string> WorkedLike = new Dictionary<string, string> { ["Jira Service Management"] = "Jira", ["GitHub Issues"] = "GitHub" }
        .ToFrozenDictionary(tool => Placeholders.Key(tool.Key), tool => tool.Value);

    public static bool Same(string a, string b) => Canonical(a) == Canonical(b);

    static string Canonical(string name) => Placeholders.Key(name) is var key ? Known.GetValueOrDefault(key, key) : key;

    /// <summary>
    /// Whether a variant's label means the tool; a label may name several: "Okta or JumpCloud". What is written for Jira serves Jira Service Management too.
    /// </summary>
    public static bool IsMeantBy(string label, string tool) =>
        Same(label, tool) || Parts(label).Any(part => Same(part, tool)) || WorkedLike.TryGetValue(Placeholders.Key(tool), out var other) && IsMeantBy(label, other);

    static string[] Parts(string label) => label.Split([",", "/", " and ", " or "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Finds the tool where a text names it, as whole words and as it is spelled: "Okta" is not in "oktagon". A longer name that begins with it
    /// ("AWS Backup") is another tool.
    /// </summary>
    public static IEnumerable<Span> NamedIn(string text, string tool)
    {
        var own = Spellings(tool).ToList();
        if (own.TrueForAll(name => !text.Contains(name, StringComparison.OrdinalIgnoreCase))) return [];
        var found = own.SelectMany(name => Whole(text, name)).ToList();
        var longer = Names.SelectMany(names => names).Concat(SystemKindWords.Kinds.SelectMany(kind => kind.Tools)).Distinct()
            .Where(name => !Same(name, tool) && own.Any(mine => name.Length > mine.Length && name.Contains(mine, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(name => Whole(text, name)).ToList();
        return found.Where(span => !longer.Any(other => other.Start <= span.Start && span.End <= other.End) && !found.Any(other => other != span && other.Start <= span.Start && span.End <= other.End))
            .Distinct().OrderBy(span => span.Start);
    }

    /// <summary>Names that are words of their own only count for the tool where that is how the organization calls it.</summary>
    static IEnumerable<string> Spellings(string tool) => Array.Find(Names, names => names.Any(name => Placeholders.Key(name) == Placeholders.Key(tool))) is { } names
        ? names.Where(name => name.Equals(tool, StringComparison.OrdinalIgnoreCase) || !OrdinaryWords.Contains(name)).Append(tool).Distinct(StringComparer.OrdinalIgnoreCase)
        : [tool];

    static readonly string[] OrdinaryWords = ["Falcon", "Teams", "Defender", "Entra", "Iru"];

    static IEnumerable<Span> Whole(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end]))) yield return new(at, end);
        }
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';
}

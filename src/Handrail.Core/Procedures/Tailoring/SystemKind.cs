namespace Handrail.Core.Procedures.Tailoring;

/// <summary>What a system is for; in the order in which set-up asks.</summary>
public enum SystemKind { IdentityProvider, EndpointManagement, Backup, Cloud, CodeHost, Scanner, Tickets, Chat, PasswordManager, Monitoring, BusinessApplication, DataSet, Other }

/// <summary>What is known of a kind: how people say it, which placeholder asks for it, and the common tools. The one vocabulary of the inventory, of set-up and of placeholders.</summary>
/// <param name="Placeholder">As procedures write it: {{identity_provider}}; null for kinds of which there are many, known by name only.</param>
/// <param name="Tools">The usual ones, by the names the library's variants use; those it has instructions for come first.</param>
/// <param name="Spoken">With its article, for a sentence.</param>
/// <param name="IsSubject">Procedures about it are pointless where there is none. For the others people find another way: a list, a telephone.</param>
public sealed record SystemKindWords(SystemKind Kind, string Words, string? Placeholder, IReadOnlyList<string> Tools, string Spoken, bool IsSubject = false)
{
    /// <summary>What people write where they have no tool of a kind.</summary>
    public const string None = "none";

    static readonly string[] WaysToSayNone = ["", None, "no", "nothing", "n-a", "na", "no-tool", "not-any", "we-have-none", "there-is-none"];

    static readonly SystemKindWords[] All =
    [
        new(SystemKind.IdentityProvider, "Identity provider", "identity_provider", ["Okta", "Microsoft Entra ID", "Google Workspace", "JumpCloud", "Active Directory", "OneLogin", "Keycloak"], "an identity provider"),
        new(SystemKind.EndpointManagement, "Endpoint management", "endpoint_management", ["Intune", "Jamf", "Iru", "Ansible", "WSUS", "JumpCloud", "NinjaOne"], "a tool that manages devices"),
        new(SystemKind.Backup, "Backup", "backup_tool", ["Veeam", "restic", "AWS Backup", "Microsoft 365 Backup", "Acronis", "Synology Active Backup"], "a backup tool"),
        new(SystemKind.Cloud, "Cloud", "cloud_provider", ["AWS", "Azure", "Google Cloud", "Hetzner"], "a cloud provider", IsSubject: true),
        new(SystemKind.CodeHost, "Code host", "code_host", ["GitHub", "GitLab", "Azure DevOps", "Bitbucket"], "a code host", IsSubject: true),
        new(SystemKind.Scanner, "Vulnerability scanner", "scanner", ["Nessus", "Greenbone", "Trivy", "Qualys", "Nmap", "Rapid7 InsightVM", "Microsoft Defender"], "a vulnerability scanner", IsSubject: true),
        new(SystemKind.Tickets, "Tickets", "ticket_system", ["Jira", "Jira Service Management", "GitHub Issues", "GitLab", "ServiceNow", "Zendesk", "Freshservice"], "a ticket system"),
        new(SystemKind.Chat, "Chat", "chat_tool", ["Slack", "Microsoft Teams", "Google Chat", "Mattermost"], "a chat tool"),
        new(SystemKind.PasswordManager, "Password manager", "password_manager", ["1Password", "Bitwarden", "KeePassXC", "Keeper"], "a password manager"),
        new(SystemKind.Monitoring, "Monitoring and alerts", "monitoring", ["Datadog", "Grafana", "Splunk", "Elastic", "Prometheus", "Microsoft Sentinel", "Microsoft Defender", "CrowdStrike Falcon", "SentinelOne", "Velociraptor", "Wazuh"], "a monitoring tool"),
        new(SystemKind.BusinessApplication, "Business application", null, [], "a business application"),
        new(SystemKind.DataSet, "Data set", null, [], "a data set"),
        new(SystemKind.Other, "Other", null, [], "another system"),
    ];

    public static IReadOnlyList<SystemKindWords> Kinds => All;

    /// <summary>Those that procedures leave open by a placeholder.</summary>
    public static IReadOnlyList<SystemKindWords> Asked { get; } = [.. All.Where(kind => kind.Placeholder is not null)];

    /// <summary>In forms and answers: the placeholder, where there is one.</summary>
    public string Name => Placeholder ?? Kind.ToString();

    public static SystemKindWords Of(SystemKind kind) => All[(int)kind];

    /// <summary>The kind a placeholder asks for, in any spelling; null for every other name.</summary>
    public static SystemKindWords? AskedBy(string placeholder) => Placeholders.Key(placeholder) is var key ? Asked.FirstOrDefault(kind => Placeholders.Key(kind.Name) == key) : null;

    /// <summary>No tool at all: "none", "No", "n/a", "-".</summary>
    public static bool IsNone(string tool) => WaysToSayNone.Contains(Placeholders.Key(tool));

    /// <summary>Reads "Identity provider", "identity-provider" or "IdentityProvider".</summary>
    public static bool TryParse(string text, out SystemKind kind)
    {
        var found = Array.Find(All, one => Placeholders.Key(one.Words) == Placeholders.Key(text) || one.Kind.ToString().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase) || one.Placeholder is not null && Placeholders.Key(one.Placeholder) == Placeholders.Key(text));
        kind = found?.Kind ?? default;
        return found is not null;
    }
}

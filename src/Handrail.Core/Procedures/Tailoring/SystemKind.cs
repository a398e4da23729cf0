namespace Handrail.Core.Procedures.Tailoring;

/// <summary>What a system is for.</summary>
public enum SystemKind { IdentityProvider, Backup, EndpointManagement, CodeHost, Cloud, Scanner, Tickets, Chat, PasswordManager, Monitoring, BusinessApplication, DataSet, Other }

/// <summary>What is known of a kind: how people say it, which placeholder asks for it, and the common tools.</summary>
/// <param name="Placeholder">As procedures write it: {{identity_provider}}; null for kinds of which there are many, known by name only.</param>
/// <param name="Tools">The usual ones, by the names the library's variants use.</param>
public sealed record SystemKindWords(SystemKind Kind, string Words, string? Placeholder, IReadOnlyList<string> Tools)
{
    static readonly SystemKindWords[] All =
    [
        new(SystemKind.IdentityProvider, "Identity provider", "identity_provider", ["Okta", "Microsoft Entra ID", "Google Workspace", "JumpCloud", "OneLogin", "Keycloak"]),
        new(SystemKind.Backup, "Backup", "backup_tool", ["Veeam", "restic", "AWS Backup", "Microsoft 365 Backup", "Acronis", "Synology Active Backup"]),
        new(SystemKind.EndpointManagement, "Endpoint management", "endpoint_management", ["Intune", "Jamf", "Kandji", "JumpCloud", "NinjaOne", "WSUS"]),
        new(SystemKind.CodeHost, "Code host", "code_host", ["GitHub", "GitLab", "Bitbucket", "Azure DevOps"]),
        new(SystemKind.Cloud, "Cloud", "cloud_provider", ["AWS", "Azure", "Google Cloud", "Hetzner"]),
        new(SystemKind.Scanner, "Vulnerability scanner", "scanner", ["Nessus", "Greenbone", "Trivy", "Qualys", "Rapid7 InsightVM", "Microsoft Defender"]),
        new(SystemKind.Tickets, "Tickets", "ticket_system", ["Jira", "Jira Service Management", "ServiceNow", "Freshservice", "Zendesk", "GitHub Issues"]),
        new(SystemKind.Chat, "Chat", "chat_tool", ["Slack", "Microsoft Teams", "Google Chat", "Mattermost"]),
        new(SystemKind.PasswordManager, "Password manager", "password_manager", ["1Password", "Bitwarden", "Keeper", "KeePassXC"]),
        new(SystemKind.Monitoring, "Monitoring and alerts", "monitoring", ["Microsoft Defender", "CrowdStrike Falcon", "SentinelOne", "Velociraptor", "Datadog", "Grafana", "Splunk", "Wazuh"]),
        new(SystemKind.BusinessApplication, "Business application", null, []),
        new(SystemKind.DataSet, "Data set", null, []),
        new(SystemKind.Other, "Other", null, []),
    ];

    public static IReadOnlyList<SystemKindWords> Kinds => All;

    public static SystemKindWords Of(SystemKind kind) => All[(int)kind];

    /// <summary>The kind a placeholder asks for, by its key; null for every other name.</summary>
    public static SystemKindWords? AskedBy(string placeholder) => Placeholders.Key(placeholder) is var key ? Array.Find(All, kind => kind.Placeholder is not null && Placeholders.Key(kind.Placeholder) == key) : null;

    /// <summary>Reads "Identity provider", "identity-provider" or "IdentityProvider".</summary>
    public static bool TryParse(string text, out SystemKind kind)
    {
        var found = Array.Find(All, one => Placeholders.Key(one.Words) == Placeholders.Key(text) || one.Kind.ToString().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase) || one.Placeholder is not null && Placeholders.Key(one.Placeholder) == Placeholders.Key(text));
        kind = found?.Kind ?? default;
        return found is not null;
    }
}

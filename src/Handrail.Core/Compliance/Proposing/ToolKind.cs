using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>A kind of tool the library's procedures leave open.</summary>
/// <param name="Name">As placeholders name it.</param>
/// <param name="Words">With its article, for a sentence.</param>
/// <param name="Examples">Tools the procedures have instructions for.</param>
/// <param name="IsSubject">Procedures about it are pointless where there is none. For the others people find another way: a list, a telephone.</param>
public sealed record ToolKind(string Name, string Words, IReadOnlyList<string> Examples, bool IsSubject = false)
{
    public static IReadOnlyList<ToolKind> All { get; } =
    [
        new("identity_provider", "an identity provider", ["Okta", "Microsoft Entra ID", "Google Workspace", "JumpCloud"]),
        new("endpoint_management", "a tool that manages devices", ["Intune", "Jamf", "Kandji"]),
        new("backup_tool", "a backup tool", ["Veeam", "restic", "AWS Backup", "Microsoft 365 Backup"]),
        new("cloud_provider", "a cloud provider", ["AWS", "Azure", "Google Cloud"], IsSubject: true),
        new("code_host", "a code host", ["GitHub", "GitLab"], IsSubject: true),
        new("scanner", "a vulnerability scanner", ["Nessus", "Greenbone", "Trivy"], IsSubject: true),
        new("ticket_system", "a ticket system", ["Jira", "GitHub", "GitLab"]),
        new("chat_tool", "a chat tool", ["Slack", "Microsoft Teams", "Google Chat"]),
        new("password_manager", "a password manager", ["1Password", "Bitwarden"]),
        new("monitoring", "a monitoring tool", []),
    ];

    /// <summary>The kind a placeholder means, in any spelling; null when it means something else.</summary>
    public static ToolKind? Find(string name) => All.FirstOrDefault(kind => Placeholders.Key(kind.Name) == Placeholders.Key(name));
}

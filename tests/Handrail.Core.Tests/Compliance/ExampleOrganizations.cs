using Handrail.Core.Compliance.Proposing;

namespace Handrail.Core.Tests.Compliance;

/// <summary>A dentist with 12 people, a company of 60 that sells software, an AI company of 25: what each answers in the first hour.</summary>
static class ExampleOrganizations
{
    public static Answers Dentist { get; } = new()
    {
        Pack = "small-business", People = 12, LeaversAYear = 2, Frameworks = ["gdpr"],
        Tools = new Dictionary<string, string?>
        {
            ["identity_provider"] = "Microsoft Entra ID", ["endpoint_management"] = "Intune", ["office_suite"] = "Microsoft 365", ["chat_tool"] = "Microsoft Teams", ["cloud_provider"] = null, ["code_host"] = null, ["scanner"] = null, ["ticket_system"] = null, ["monitoring"] = null,
        },
        Roles = ["IT administrator", "Office manager", "Owner of the business"],
    };

    public static Answers Saas { get; } = new()
    {
        Pack = "technology-startup", People = 60, LeaversAYear = 12, Frameworks = ["iso27001", "soc2"],
        Tools = new Dictionary<string, string?>
        {
            ["identity_provider"] = "Okta", ["cloud_provider"] = "AWS", ["code_host"] = "GitHub", ["backup_tool"] = "AWS Backup", ["endpoint_management"] = "Jamf", ["chat_tool"] = "Slack", ["ticket_system"] = "Jira", ["scanner"] = "Trivy", ["monitoring"] = "CloudWatch", ["password_manager"] = "1Password",
        },
        Roles = ["IT administrator", "Security lead", "Engineering lead", "HR", "Privacy lead", "Operations lead", "Change manager", "IT manager"],
    };

    public static Answers Ai { get; } = new()
    {
        Pack = "ai-company", People = 25, LeaversAYear = 5, Frameworks = ["iso42001", "gdpr"], Strictness = Strictness.Strict,
        Tools = new Dictionary<string, string?> { ["identity_provider"] = "Google Workspace", ["cloud_provider"] = "Google Cloud", ["code_host"] = "GitHub", ["chat_tool"] = "Slack" },
        Roles = ["Data lead", "Machine learning lead", "Security lead"],
    };

    public static TheoryData<string> Names => ["dentist", "saas", "ai"];

    public static Answers Named(string name) => name switch { "dentist" => Dentist, "saas" => Saas, "ai" => Ai, _ => throw new ArgumentOutOfRangeException(nameof(name)) };
}

using Handrail.Core.Discovery;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <param name="Roles">Of procedures.</param>
sealed record Colleague(string Name, Permission Permission, params string[] Roles)
{
    /// <summary>Stands in for those who hold the roles.</summary>
    public bool AsDeputy { get; init; }
}

/// <param name="Template">In the library.</param>
/// <param name="FirstDay">Days after the company began.</param>
/// <param name="EveryDays">Between two runs.</param>
/// <param name="Now">Somebody is in the middle of one.</param>
/// <param name="Pace">How long a step takes, in minutes, on average.</param>
sealed record Habit(string Template, int FirstDay, int EveryDays, int Pace = 12, bool Now = false);

/// <param name="Day">After the company began.</param>
/// <param name="By">The colleague's place in <see cref="Company.Colleagues"/>.</param>
sealed record Judgement(string Sop, int Day, int By, ReviewVerdict Verdict, string Remark);

/// <param name="Template">In the library.</param>
/// <param name="Day">After the company began; answers come a day later.</param>
/// <param name="Answers">Null while nobody has answered.</param>
/// <param name="HandedIn">And somebody made a draft from it.</param>
sealed record AskedColleague(string Template, string Person, int Day, SheetAnswers? Answers = null, bool HandedIn = false);

/// <summary>Who the invented company is and what it does all year. Everything in it is made up.</summary>
static class Company
{
    public const string Name = "Brightwater Software";

    /// <summary>How long it has used Handrail, in days: long enough for the first yearly reviews to be near.</summary>
    public const int Age = 270;

    public static readonly Colleague[] Colleagues =
    [
        new("Mara Voss", Permission.Administrator, "IT administrator", "Backup operator", "System administrator", "Service desk"),
        new("Tom Okafor", Permission.Member, "IT manager", "Change manager", "owner of the system", "System owner", "Service owner"),
        new("Lena Fischer", Permission.Member, "HR", "Hiring manager", "Line manager"),
        new("Ravi Shah", Permission.Administrator, "Security lead", "Incident commander", "Security analyst", "Privacy lead", "Data protection officer"),
        new("Ines Duarte", Permission.Member, "Managing director", "Executive sponsor", "Legal counsel", "Communications lead"),
        new("Nora Lindqvist", Permission.Member, "IT manager", "Security lead", "Incident commander", "Change manager") { AsDeputy = true },
        new("Claude Petit, auditor", Permission.Auditor),
    ];

    public static readonly Habit[] Habits =
    [
        new("user-account-management/onboard-a-joiner.md", 12, 41),
        new("user-account-management/offboard-a-leaver.md", 24, 62, 7),
        new("user-account-management/access-review.md", 60, 91),
        new("user-account-management/grant-privileged-access.md", 33, 87),
        new("patch-management/monthly-patch-cycle.md", 15, 30, 35),
        new("patch-management/deploy-a-critical-patch.md", 97, 110, 9),
        new("backup-and-recovery/verify-backup-integrity.md", 20, 29),
        new("backup-and-recovery/restore-test.md", 50, 90, 25),
        new("incident-response/phishing.md", 38, 77, 6, Now: true),
        new("incident-response/lost-or-stolen-device.md", 121, 400, 8),
        new("change-management/normal-change.md", 29, 37, 40),
        new("change-management/emergency-change.md", 143, 400, 7),
        new("vulnerability-scanning/scheduled-scan.md", 18, 30),
        new("vulnerability-scanning/triage-a-vulnerability-scan.md", Never, Never),
        new("everyday-security/supplier-review.md", 80, 120, 30),
        new("incident-response/ransomware.md", 9, 400, 3),
        new("everyday-security/endpoint-set-up.md", Never, Never),
        new("user-account-management/remove-privileged-access.md", Never, Never),
    ];

    /// <summary>Run only where another procedure starts it.</summary>
    const int Never = 400;

    /// <summary>What was reviewed so far. The six months of the last one have passed, and nobody has looked at it yet.</summary>
    public static readonly Judgement[] Judgements =
    [
        new("SOP-009", 150, 3, ReviewVerdict.Keep, "People knew what to do both times. Kept as it is."),
        new("SOP-014", 171, 3, ReviewVerdict.Keep, "Still how we triage. Nothing was done otherwise."),
        new("SOP-005", 204, 1, ReviewVerdict.Keep, "The pilot group is right, and the window too."),
        new("SOP-011", 252, 1, ReviewVerdict.Revise, "The board meets on Thursdays now, and the notice to customers is missing."),
    ];

    /// <summary>Policies of its own since its second week. The others are the library's.</summary>
    public static readonly string[] Policies = ["access-control", "patch-management", "backup-and-recovery", "incident-response", "vulnerability-management"];

    /// <summary>What somebody found too long later on, and who approved the change.</summary>
    public static readonly (string Policy, int Day, string From, string To, string Why) Tightened =
        ("access-control", 160, "24 hours", "12 hours", "After the review of June: half a day is enough, now that all accounts hang on Okta.");

    /// <summary>What somebody suggested and nobody has answered.</summary>
    public static readonly (string Sop, int Day, int By, string Text) Unanswered = ("SOP-001", 226, 2, "Say on which day before the start the laptop has to be there; last time it came a day late.");

    /// <summary>What concerns everybody since a laptop was missed for two days: whoever works here is asked to acknowledge its second version.</summary>
    public static readonly (string Sop, int Day, string Audience, string Why) ForAll = ("SOP-010", 246, "Everybody", "Written for everybody now: whoever loses a device has to know whom to call before the day is over.");

    /// <summary>What somebody was asked to acknowledge and has put off.</summary>
    public static readonly (string Sop, int By)[] Unread = [("SOP-010", 5), ("SOP-010", 2), ("SOP-016", 4)];

    /// <summary>How often people read what waits for them, in days.</summary>
    public const int ReadsEvery = 6;

    /// <summary>Who was asked how something is really done.</summary>
    public static readonly AskedColleague[] Interviews =
    [
        new("user-account-management/rotate-shared-secrets.md", "Peter Novak, operations", 262, new(
            [
                new("find-uses", Practice.Otherwise, "I search the vault by name and ask in the channel of the team."), new("two-valid", Practice.Done, ""), new("window", Practice.NotDone, "We do it on Friday afternoon and hope."),
                new("create", Practice.Done, ""), new("replace", Practice.Done, ""), new("disable-old", Practice.Done, "Usually the same day."), new("test-old", Practice.NotDone, "Never thought of it."), new("next", Practice.Otherwise, "A reminder in my own calendar."),
            ],
            [new("replace", "Restart the report job by hand, it keeps the old secret in memory")],
            [new("shared-secrets", "The Wi-Fi of the office, the account of the domain registrar, the key of the report job. The registrar's was changed when Olga left."), new("last-leaver", "Everything in Okta at once; the registrar came up two weeks later.")]), HandedIn: true),
        new("backup-and-recovery/restore-a-file.md", "Amira Haddad, service desk", 266, new(
            [
                new("may-see", Practice.NotDone, "I know their voices."), new("bin", Practice.Done, ""), new("restore", Practice.Otherwise, "Straight into the folder it came from."),
                new("scan", Practice.NotDone, ""), new("hand-over", Practice.Done, "I wait on the phone until they have opened it."),
            ],
            [], [new("one-folder", "They write in the channel, I restore it before lunch."), new("last-restore", "A price list, ten minutes; the macros were missing.")])),
        new("incident-response/compromised-account.md", "Daniel Cho, on call", 268),
    ];

    public static readonly SystemInput[] Systems =
    [
        new("Sign-in", "Identity provider", "Okta", "IT administrator", "critical", "confidential", "yes", "4 hours", "4 hours"),
        new("Laptops", "Endpoint management", "Jamf", "IT administrator", "high", "internal", "yes"),
        new("Backups", "Backup", "restic", "Backup operator", "critical", "confidential", "no", "24 hours", "8 hours"),
        new("Tickets", "Tickets", "Jira", "Service desk", "medium", "internal", "yes"),
        new("Chat", "Chat", "Slack", "IT administrator", "medium", "internal", "yes"),
        new("Scanner", "Vulnerability scanner", "Nessus", "Security lead", "medium", "confidential", "yes"),
        new("Code", "Code host", "GitHub", "IT manager", "critical", "confidential", "yes", "24 hours", "8 hours"),
        new("Production", "Cloud", "AWS", "IT manager", "critical", "restricted", "yes", "1 hour", "4 hours"),
        new("Passwords", "Password manager", "1Password", "IT administrator", "high", "restricted", "yes"),
        new("Monitoring", "Monitoring and alerts", "Grafana", "IT administrator", "high", "internal", "yes"),
        new("Payroll", "Business application", "Nimbus Payroll", "HR", "high", "restricted", "yes", "24 hours", "2 days"),
        new("Customer data", "Data set", "", "Managing director", "critical", "restricted", "no", "1 hour", "4 hours"),
    ];

    public static readonly string[] People = ["Jonas Weber", "Amira Haddad", "Peter Novak", "Sofia Lind", "Daniel Cho", "Olga Petrova", "Marc Lefevre", "Yuki Tanaka"];

    /// <summary>What is typed into text fields, by their label.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Typed = new Dictionary<string, string[]>
    {
        ["Job role"] = ["Backend engineer", "Support agent", "Designer", "Account manager"],
        ["Right requested"] = ["Administrator of the production account", "Organization owner", "Database administrator"],
        ["Reason"] = ["Takes over the on-call rota from Monday.", "Migration of the billing database."],
        ["Vulnerability"] = ["in the VPN gateway", "in the mail server"],
        ["Product"] = ["the VPN gateway", "the mail server"],
        ["Subject line"] = ["Your parcel could not be delivered", "Invoice 88213 is overdue", "Shared: salary review"],
        ["Sender"] = ["accounts@bright-water.example", "delivery@parcel-desk.example"],
        ["Device"] = ["laptop BW-1174", "phone BW-2031"],
        ["Incident name"] = ["Tabletop: encrypted file server"],
        ["Title"] = ["Raise the connection limit of the database", "Move the status page", "Turn on audit logs in GitHub", "New firewall rule for the office", "Upgrade the build servers", "Retire the old VPN", "Rotate the TLS certificates"],
        ["Why now"] = ["Customers cannot sign in; the fix is known and tested."],
        ["Scan name"] = ["External perimeter", "Production servers", "Office network", "Build servers", "Staff laptops"],
        ["Targets"] = ["203.0.113.0/28, app.brightwater.example"],
        ["Supplier"] = ["Nimbus Payroll", "Larkspur Analytics"],
        ["Service"] = ["Payroll for all staff", "Product analytics"],
    };
}

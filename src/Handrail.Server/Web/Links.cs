namespace Handrail.Server.Web;

/// <summary>Every address of the site, so that no page spells one.</summary>
static class Links
{
    public const string Today = "/";
    public const string Claim = "/claim";
    public const string SignIn = "/sign-in";
    public const string SecondFactor = "/sign-in/second-factor";
    public const string SignOut = "/sign-out";
    public const string Procedures = "/procedures";
    public const string Import = "/procedures/import";
    public const string NewProcedure = "/procedures/new";
    public const string Library = "/library";
    public const string Runs = "/runs";
    public const string Journal = "/journal";
    public const string Settings = "/settings";
    public const string Password = "/settings/password";
    public const string SecondFactorSettings = "/settings/second-factor";
    public const string Tokens = "/settings/tokens";
    public const string Members = "/settings/members";
    public const string OpenApi = "/api/openapi.json";
    public const string ApiDocs = "/api/docs";
    public const string Roles = "/settings/roles";
    public const string Groups = "/settings/groups";
    public const string ApprovalRules = "/settings/approval";
    public const string Access = "/settings/access";
    public const string Numbering = "/settings/numbering";
    public const string Deputy = "/settings/deputy";
    public const string Invitation = "/invitation";
    public const string Organizations = "/settings/organizations";
    public const string Demonstration = "/demonstration";
    public const string DemonstrationRemoval = "/demonstration/removal";
    public const string Systems = "/environment";
    public const string NewSystem = "/environment/new-system";
    public const string ImportSystems = "/environment/import";
    public const string SystemsCsv = "/environment/systems.csv";
    public const string NamedValues = "/environment/values";
    public const string Contacts = "/environment/contacts";
    public const string WorkingHours = "/environment/hours";
    public const string ToolsInUse = "/environment/tools";
    public const string Policies = "/policies";
    public const string Frameworks = "/frameworks";
    public const string SetUp = "/set-up";
    public const string Proposal = "/set-up/proposal";
    public const string SetUpQuestions = "/set-up/questions";
    public const string SetUpPublication = "/set-up/publication";
    public const string Reviews = "/reviews";
    public const string NextReview = "/reviews/next";
    public const string TemplatePreview = "/library/preview";
    public const string Discovery = "/discovery";
    public const string NewInterview = "/discovery/new";
    public const string PracticeOf = "/discovery/practice";
    public const string PracticeDraft = "/discovery/draft";

    public static string ImportPreview(Handrail.Core.Id<Features.Procedures.Importing.Import> import) => $"/procedures/import/{import}";
    public static string Sop(string label) => $"/procedures/{label}";
    public static string SopFlow(string label) => $"/procedures/{label}/flow";
    public static string SopTemplate(string label) => $"/procedures/{label}/template";
    public static string SopHistory(string label) => $"/procedures/{label}/history";
    public static string AccessTo(string label) => $"/procedures/{label}/access";
    public static string Revision(string label, int number) => $"/procedures/{label}/revisions/{number}";
    public static string Publication(string label) => $"/procedures/{label}/publication";
    public static string Draft(string label) => $"/procedures/{label}/draft";
    public static string DraftSteps(string label) => $"/procedures/{label}/draft/steps";
    public static string DraftStep(string label, string step, string focus = "", string form = "") => step.Length == 0 ? DraftSteps(label)
        : $"{DraftSteps(label)}?step={Uri.EscapeDataString(step)}{(focus.Length == 0 ? "" : "&focus=" + focus)}{(form.Length == 0 ? "" : "&as=" + form)}#{(focus.Length == 0 ? step : "f-" + focus)}";
    public static string DraftEvents(string label) => DraftSteps(label) + "/events";
    public static string Approval(string label, int number) => $"/procedures/{label}/revisions/{number}/approval";
    public static string Sending(string label, int number) => $"/procedures/{label}/revisions/{number}/sending";
    public static string Signature(string label, int number) => $"/procedures/{label}/revisions/{number}/signature";
    public static string WalkThrough(string label, int number) => $"/procedures/{label}/revisions/{number}/walk-through";
    public static string Comparison(string label, int from, int to) => $"/procedures/{label}/comparison?from={from}&to={to}";
    public static string Suggestions(string label) => $"/procedures/{label}/suggestions";
    public static string SuggestChange(string label, string? step = null, string? run = null) => $"/procedures/{label}/suggestions/new?step={Uri.EscapeDataString(step ?? "")}&run={run}";
    public static string Review(string label) => $"/procedures/{label}/review";
    public static string StartRun(string label) => $"/procedures/{label}/runs/new";
    public static string Image(string label, int revision, string path) => $"/procedures/{label}/revisions/{revision}/images/{Uri.EscapeDataString(Uri.UnescapeDataString(path))}";
    public static string Run(string label) => $"/runs/{label}";
    public static string RunStep(string label, string step) => $"/runs/{label}?step={Uri.EscapeDataString(step)}";
    public static string RunRecord(string label) => $"/runs/{label}/record";
    public static string RunPack(string label) => $"/runs/{label}/pack";
    public static string RunEvents(string label) => $"/runs/{label}/events";
    public static string File(string sha256) => $"/files/{sha256}";
    public static string JournalEntry(long index) => $"/journal/{index}";
    public static string Member(Handrail.Core.Id<Features.People.Member> member) => $"/settings/members/{member}";
    public static string Departure(Handrail.Core.Id<Features.People.Member> member) => $"/settings/members/{member}/departure";
    public static string Role(string key) => $"/settings/roles/{Uri.EscapeDataString(key)}";
    public static string Group(string key) => $"/settings/groups/{Uri.EscapeDataString(key)}";
    public static string System(string key) => $"/environment/systems/{Uri.EscapeDataString(key)}";
    public static string ToolChange(string key) => $"/environment/systems/{Uri.EscapeDataString(key)}/change";
    public static string Together(string change) => $"/environment/changes/{change}";
    public static string ChangesForMe(string change) => $"/environment/changes/{change}/mine";
    public static string Policy(string id) => $"/policies/{Uri.EscapeDataString(id)}";
    public static string Framework(string id) => $"/frameworks/{Uri.EscapeDataString(id)}";
    public static string AskHow(string template) => $"{NewInterview}?template={Uri.EscapeDataString(template)}";
    public static string Practice(string template) => $"{PracticeOf}?template={Uri.EscapeDataString(template)}";
    /// <summary>For whoever holds the link; no account is asked for.</summary>
    public static string Interview(string link) => $"/interview/{link}";
    public static string EndOfInterview(Handrail.Core.Id<Features.Discovery.InterviewSheet> sheet) => $"/discovery/{sheet}/end";
    public static string Template(string path) => $"{TemplatePreview}?template={Uri.EscapeDataString(path)}";

    /// <summary>Where to go after signing in: only a path of this site, never another host.</summary>
    public static string Local(string? path, string otherwise = Today) => path is ['/', not ('/' or '\\'), ..] && !path.Contains('\\') && !path.Any(char.IsControl) ? path : otherwise;
}

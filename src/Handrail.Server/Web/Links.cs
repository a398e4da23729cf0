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
    public const string Invitation = "/invitation";

    public static string ImportPreview(Handrail.Core.Id<Features.Procedures.Importing.Import> import) => $"/procedures/import/{import}";
    public static string Sop(string label) => $"/procedures/{label}";
    public static string SopFlow(string label) => $"/procedures/{label}/flow";
    public static string SopHistory(string label) => $"/procedures/{label}/history";
    public static string Revision(string label, int number) => $"/procedures/{label}/revisions/{number}";
    public static string Publication(string label) => $"/procedures/{label}/publication";
    public static string StartRun(string label) => $"/procedures/{label}/runs/new";
    public static string Image(string label, int revision, string path) => $"/procedures/{label}/revisions/{revision}/images/{Uri.EscapeDataString(path)}";
    public static string Run(string label) => $"/runs/{label}";
    public static string RunStep(string label, string step) => $"/runs/{label}?step={Uri.EscapeDataString(step)}";
    public static string RunRecord(string label) => $"/runs/{label}/record";
    public static string RunPack(string label) => $"/runs/{label}/pack";
    public static string RunEvents(string label) => $"/runs/{label}/events";
    public static string File(string sha256) => $"/files/{sha256}";
    public static string JournalEntry(long index) => $"/journal/{index}";

    /// <summary>Where to go after signing in: only a path of this site, never another host.</summary>
    public static string Local(string? path) => path is ['/', not ('/' or '\\'), ..] && !path.Contains('\\') && !path.Any(char.IsControl) ? path : Today;
}

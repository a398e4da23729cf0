using System.Globalization;
using Handrail.Server.Tests.Features.Reviews;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Compliance;

/// <summary>People who leave, as far as policies measure it: the procedure has the file name and the steps that the limits of access control name.</summary>
sealed class Measuring(Office office)
{
    public const string FileName = "offboard-a-leaver.md";

    public const string Leaver = """
        # Offboard a leaver

        ## Before you start
        - Record: Departure (date and time)

        ## Steps
        1. Disable the directory account {#disable-account}
        2. Revoke every other account {#revoke-systems}
        """;

    public const string Rights = """
        # Review of access rights

        ## Steps
        1. Decide about each account {#decide}
        """;

    /// <summary>Days pass in these tests, and no session lasts so long.</summary>
    public Task<Browser> Ada => office.As("Ada Pine");

    public DateTimeOffset Now => office.Server.Clock.GetUtcNow();

    public void Pass(TimeSpan time) => office.Server.Clock.AdjustTime(Now + time);

    /// <summary>Somebody leaves now; the first account is closed at once, the others after a while.</summary>
    public async Task<string> Leave(string sop, TimeSpan revokedAfter, params (string, object)[] more)
    {
        var run = await (await Ada).Start(sop, [("f-departure", Now.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)), .. more]);
        await (await Ada).Complete(run, "disable-account");
        Pass(revokedAfter);
        await (await Ada).Complete(run, "revoke-systems");
        await (await Ada).ActOn(run, "finish");
        return run;
    }

    /// <summary>What the page of the policy says about a clause's limits, each in one line.</summary>
    public static async Task<List<string>> Limits(Browser browser, string clause, string policy = "access-control") =>
        [.. (await browser.Get($"/policies/{policy}")).All($"#{clause} .limit").Select(limit => string.Join(' ', limit.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}

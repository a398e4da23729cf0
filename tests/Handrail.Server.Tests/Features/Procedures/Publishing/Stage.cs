using Handrail.Core.Publishing;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>A revision in every state. Carl writes, Dora reviews, Emil approves; who approves is no administrator, so that the two are kept apart.</summary>
static class Stage
{
    public const string Role = "Security lead";

    /// <summary>Emil and whoever else is named hold the role that approves; administrators may publish directly.</summary>
    public static async Task Set(this Firm firm, params string[] more)
    {
        foreach (var name in more.Prepend("Emil Fir")) await firm.Office.Server.GiveRole(name, Role);
        await firm.Ada.SetRule("", 1, Role, "Always");
    }

    /// <param name="header">The front matter of its text.</param>
    /// <param name="second">Changes a word of the draft too.</param>
    /// <returns>The number of a procedure whose revision 1 is in that state; what is approved waits for its date.</returns>
    public static async Task<string> Bring(this Firm firm, RevisionState state, string title, string header = "", Browser? second = null)
    {
        var sop = await firm.Carl.Add($"{header}# {title}\n\n## Steps\n1. Lock the front door {{#front}}\n2. Lock the back door {{#back}}\n", title.ToLowerInvariant().Replace(' ', '-') + ".md");
        if (second is not null) await second.Save(sop, typed => typed.Replace("back door", "garden door", StringComparison.Ordinal));
        if (state == RevisionState.Draft) return sop;
        if (state == RevisionState.Discarded)
        {
            await firm.Carl.TakeBack(sop, 1, "discard");
            return sop;
        }
        await firm.Carl.Send(sop, 1, ["Dora Yew"], ("effective", state == RevisionState.Approved ? "2026-12-24" : ""));
        if (state == RevisionState.InReview) return sop;
        await firm.Emil.Sign(sop, 1);
        if (state == RevisionState.Retired) await (await firm.Ada.Get($"/procedures/{sop}")).Submit("form[action$='/retirement']", ("reason", "Nobody locks any more"));
        if (state == RevisionState.Superseded)
        {
            await firm.Carl.Edit(sop);
            await firm.Carl.Save(sop, typed => typed + "3. Go {#go}\n");
            if (second is not null) await second.Save(sop, typed => typed + "4. Sleep {#sleep}\n");
            await firm.Carl.Send(sop, 2, []);
            await firm.Emil.Sign(sop, 2);
        }
        return sop;
    }
}

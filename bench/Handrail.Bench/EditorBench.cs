using System.Text.RegularExpressions;

namespace Handrail.Bench;

/// <summary>A pause while somebody writes in a procedure of 60 steps: the form of the step sent, and what comes back for it, with lint of every step and the whole flow chart.</summary>
static partial class EditorBench
{
    const int Steps = 60;
    const int Pauses = 150;
    const double MostMilliseconds = 50;

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        using var disk = new Disk();
        await using var server = await ServerProcess.Product(disk.Folder);
        using var ada = await Visitor.Claim(server);
        string sop;
        await using (var installation = await Installation.Of(Furniture.Settings(disk.Folder))) sop = (await installation.Publish([("firewall.md", Corpus.Procedure(1, Steps))]))[0];
        await ada.Post($"/procedures/{sop}", $"/procedures/{sop}/revisions/1/draft");
        var address = $"/procedures/{sop}/draft/steps";
        var page = System.Text.Encoding.UTF8.GetString(await ada.Get(address + "?step=step-30"));
        var basedOn = BasedOn().Match(page).Groups[1].Value;

        Task Pause(int i) => Save($"Check the badge reader of Antwerp for the {i}. time");
        async Task Save(string words)
        {
            var answer = await ada.Send(address, ("act", "fill"), ("step", "step-30"), ("open", "step-30"), ("parts", "saved"), ("basedOn", basedOn), ("instruction", words));
            basedOn = Made().Match(answer).Groups[1].Value;
        }

        await Rounds.Milliseconds(Pauses, Pause);
        var took = await Rounds.Milliseconds(Pauses, i => Pause(Pauses + i));
        return [new($"a pause while writing, {Steps} steps: saved, lint and flow chart back", took, MostMilliseconds, "ms", 1)];
    }

    [GeneratedRegex("""id="words".*?name="basedOn" value="([^"]+)""", RegexOptions.Singleline)]
    private static partial Regex BasedOn();

    [GeneratedRegex("""data-based-on="([^"]+)""")]
    private static partial Regex Made();
}

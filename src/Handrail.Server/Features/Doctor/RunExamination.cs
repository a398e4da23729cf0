using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>The row of each run, which lists read, against the fold of its facts, which is what happened.</summary>
static class RunExamination
{
    const int PageSize = 200;

    public static async Task<Check> Run(HandrailDb db, ProcedureTexts texts, IReadOnlySet<string> damaged, Check check, CancellationToken stop)
    {
        var count = 0;
        for (var (last, page) = (0, await Page(db, 0, stop)); page.Count > 0; page = await Page(db, last, stop))
        {
            foreach (var number in page)
            {
                await Examine(db, texts, Labels.Run(number), damaged, check, stop);
                db.ChangeTracker.Clear();
                (count, last) = (count + 1, number);
            }
        }
        check.Seen = $"{count:N0} runs";
        return check;
    }

    static Task<List<int>> Page(HandrailDb db, int after, CancellationToken stop) =>
        db.Runs.Where(run => run.Number > after).OrderBy(run => run.Number).Take(PageSize).Select(run => run.Number).ToListAsync(stop);

    static async Task Examine(HandrailDb db, ProcedureTexts texts, string label, IReadOnlySet<string> damaged, Check check, CancellationToken stop)
    {
        if (damaged.Contains("run/" + label))
        {
            check.Wrong($"{label}: not held against the journal, because what that says of it was changed.");
            return;
        }
        if (!(await RunView.Load(db, texts, label, stop)).Granted(out var view, out _))
        {
            check.Wrong($"{label}: its procedure or revision is not there.");
            return;
        }
        var row = Shown(view.Run);
        WithinRun.Project(view.Run, view.State);
        foreach (var (listed, happened) in row.Zip(Shown(view.Run)).Where(pair => pair.First != pair.Second))
            check.Wrong($"{label}: lists say {listed}, the journal says {happened}.");
    }

    static string[] Shown(Run run) =>
    [
        $"title “{run.Title}”", $"status {run.Status}", $"ending {run.Ending}", $"ended at {run.EndedAt}", $"{run.Done} done", $"{run.Total} in all",
        $"{run.Deviations} deviations", $"now “{run.Now}”", $"due at {run.DueAt}", $"wakes at {run.WakeAt}",
    ];
}

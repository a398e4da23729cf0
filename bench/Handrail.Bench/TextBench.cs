using System.Diagnostics;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using Handrail.Core.Procedures.Linting;
using Markdig;

namespace Handrail.Bench;

/// <summary>What the text of a procedure costs: reading it, against Markdig's bare tree of the same text; checking and drawing it, against reading it.</summary>
static class TextBench
{
    const int Texts = 100;
    const int Compared = 15;
    const int LongSteps = 60;
    static readonly TimeSpan Warm = TimeSpan.FromSeconds(8);

    /// <summary>What any reader of this Markdown needs: where things stand, and tables, tasks, alerts, links.</summary>
    static readonly MarkdownPipeline Bare = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().UseTaskLists().UseAlertBlocks().UseAutoLinks().Build();

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        var texts = Corpus.Procedures(Texts).Select(procedure => procedure.Text).ToArray();
        var text = Corpus.Procedure(1, LongSteps);
        var known = LintContext.Nothing with { Environment = Corpus.Environment };
        var procedure = ProcedureReader.Read(text);
        Func<Task<double>> read = () => Each(i => ProcedureReader.Read(texts[i % Texts])), bare = () => Each(i => Markdown.Parse(texts[i % Texts], Bare));
        Func<Task<double>> looked = () => Each(_ => (Lint.Check(procedure, known), FlowLayout.Of(FlowGraph.Of(procedure)))), readLong = () => Each(_ => ProcedureReader.Read(text));
        await WarmUp(read, bare, looked, readLong);
        return
        [
            await Rounds.Compare("text read into a procedure, against Markdig's tree of it", "ms", 1.6, Compared, read, bare),
            await Rounds.Compare($"lint and flow chart of {LongSteps} steps, against reading them", "ms", 3, Compared, looked, readLong),
        ];
    }

    /// <summary>Half a millisecond of work is compiled anew while it is measured, unless it ran for some seconds before: as in a server that has been up since morning.</summary>
    static async Task WarmUp(params Func<Task<double>>[] works)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Warm;)
            foreach (var work in works) await work();
    }

    static Task<double> Each(Func<int, object> work) => Rounds.Milliseconds(Texts, i =>
    {
        GC.KeepAlive(work(i));
        return Task.CompletedTask;
    });
}

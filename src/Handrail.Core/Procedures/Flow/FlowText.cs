namespace Handrail.Core.Procedures.Flow;

/// <param name="Step">The step it speaks of; null for headings and for what follows a way out.</param>
/// <param name="Depth">0 for a step, 1 for a sub-step and so on.</param>
public sealed record FlowSentence(string Text, Step? Step, int Depth, bool IsHeading)
{
    public override string ToString() => Text;
}

/// <summary>The chart in words, for whoever cannot or would not look at it: every step with every way on, in reading order.</summary>
public static class FlowText
{
    public static IReadOnlyList<FlowSentence> Of(FlowGraph graph, FlowWords? words = null)
    {
        words ??= FlowWords.English;
        var sentences = new List<FlowSentence>(graph.Nodes.Count);
        var groups = graph.Groups.ToDictionary(group => group.First);
        var leaving = graph.Edges.ToLookup(edge => edge.From);
        var track = Track.Main;
        foreach (var node in graph.Nodes)
        {
            if (groups.TryGetValue(node.Index, out var group))
            {
                if (group.Track != track) sentences.Add(Heading(group.Track == Track.Contingency ? words.Contingency : words.Rollback));
                if (Title(group, words) is { Length: > 0 } title) sentences.Add(Heading(title));
                track = group.Track;
            }
            if (node.Step is { } step) sentences.Add(new(SentenceOf(graph, node, step, leaving[node.Index], words), step, DepthOf(graph, node), false));
            else if (node.Kind == FlowNodeKind.WayBack) sentences.Add(new(Closed(FlowLinks.WayBack(graph, node.Index, words)), null, 0, false));
        }
        return sentences;
    }

    static FlowSentence Heading(string text) => new(text, null, 0, true);

    static string Title(FlowGroup group, FlowWords words) =>
        !group.AnyOrder ? group.Title : string.Format(words.AnyOrderSentence, group.Title).TrimStart();

    static string SentenceOf(FlowGraph graph, FlowNode node, Step step, IEnumerable<FlowEdge> leaving, FlowWords words)
    {
        var parts = new List<string> { Closed($"{step.Number}. {step.Instruction}") };
        if (step.OnlyIf is { } condition) parts.Add(Closed(string.Format(words.OnlyIf, Plain.Of(condition.Text))));
        if (step.ForEach is { } set) parts.Add(Closed(string.Format(words.ForEach, Plain.Of(set))));
        if (step.Run is { } run) parts.Add(Closed(string.Format(words.RunsProcedure, Plain.Of(run.Text))));
        if (step.Wait is { } wait) parts.Add(Closed(string.Format(words.Wait, Plain.Of(wait.Text))));
        if (step.Verify is { } result) parts.Add(Closed(string.Format(words.Check, Plain.Of(result))));
        if (step.Approval is { } approval) parts.Add(Closed(string.Format(words.Approval, Plain.Of(approval))));
        var answers = leaving.Where(edge => edge.Kind == FlowEdgeKind.Answer).Select(edge => $"{edge.Label}: {FlowLinks.Sentence(graph, edge, words)}").ToList();
        if (answers.Count > 0) parts.Add(Closed(string.Join("; ", answers)));
        foreach (var edge in leaving.Where(edge => edge.Kind == FlowEdgeKind.Failure))
            parts.Add(Closed(string.Format(words.IfItFailsSentence, FlowLinks.Sentence(graph, edge, words))));
        return string.Join(' ', parts);
    }

    static int DepthOf(FlowGraph graph, FlowNode node)
    {
        var depth = 0;
        for (var at = node; at.Parent >= 0; at = graph.Nodes[at.Parent]) depth++;
        return depth;
    }

    /// <summary>As a sentence: a capital first, a full stop last.</summary>
    static string Closed(string text)
    {
        text = text.TrimEnd();
        if (text.Length == 0) return text;
        if (char.IsLower(text[0])) text = char.ToUpperInvariant(text[0]) + text[1..];
        return text[^1] is '.' or '?' or '!' or ':' or '…' ? text : text + ".";
    }
}

namespace Handrail.Core.Procedures.Comparing;

/// <summary>Which steps one edit of a text has touched.</summary>
public static class RewrittenSteps
{
    /// <returns>The anchors of the steps whose own words are others, or that are new, or gone. A step that only stands elsewhere is none of them.</returns>
    public static IReadOnlyList<string> Between(Procedure before, Procedure after)
    {
        var (was, now) = (Words(before), Words(after));
        return [.. now.Keys.Where(anchor => was.GetValueOrDefault(anchor) != now[anchor]), .. was.Keys.Where(anchor => !now.ContainsKey(anchor))];
    }

    static OrderedDictionary<string, string> Words(Procedure procedure)
    {
        var words = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in procedure.AllSteps) words.TryAdd(step.Anchor, StepTexts.Whole(procedure, step));
        return words;
    }
}

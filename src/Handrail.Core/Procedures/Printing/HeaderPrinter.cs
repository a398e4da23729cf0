namespace Handrail.Core.Procedures.Printing;

/// <summary>The front matter: as it stands in a text, else in the order of the format.</summary>
static class HeaderPrinter
{
    /// <returns>With its fences; empty where there is nothing to say.</returns>
    public static string Print(Procedure procedure)
    {
        var header = procedure.Header;
        if (!header.Span.IsEmpty)
        {
            var text = TextLines.Tidy(header.Span.In(procedure.Source));
            return text.StartsWith("---", StringComparison.Ordinal) ? text : "---\n" + text;
        }
        List<string> lines = [];
        Add("title", header.Title);
        Add("family", header.Family);
        Add("owner", header.Owner);
        Add("summary", header.Summary);
        AddList("controls", header.Controls);
        AddList("policies", header.Policies);
        Add("review", header.Review?.ToString());
        Add("run", header.Run);
        Add("classification", header.Classification);
        AddList("audience", header.Audience);
        AddList("runners", header.Runners);
        AddList("writers", header.Writers);
        Add("schedule", header.Schedule);
        AddList("tags", header.Tags);
        return lines.Count == 0 ? "" : $"---\n{string.Join('\n', lines)}\n---";

        void Add(string key, string? value)
        {
            if (value is not null) lines.Add($"{key}: {Yaml.Scalar(TextLines.OneLine(value))}");
        }

        void AddList(string key, IReadOnlyList<string> values)
        {
            if (values.Count > 0) lines.Add($"{key}: {Yaml.List(values)}");
        }
    }
}

using System.Text;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures;

/// <summary>The text a new procedure begins with: every section a good one has, with a line that says what belongs there.</summary>
public static class Skeleton
{
    /// <param name="family">May be empty, as may the owner.</param>
    public static string Of(string title, string family, string owner) =>
        Of(title, family, owner, new SkeletonBody(SkeletonBody.AskedPurpose, "1. " + SkeletonBody.AskedStep, "1. " + SkeletonBody.AskedWayOut, ""));

    internal static string Of(string title, string family, string owner, SkeletonBody body)
    {
        var text = new StringBuilder("---\n");
        Key("title", title);
        Key("family", family);
        Key("owner", owner);
        text.Append("review: 12 months\n---\n\n# ").Append(MarkdownText.Of(title)).Append('\n');
        Section("Purpose", body.Purpose);
        Section("Scope", SkeletonBody.AskedScope);
        Section("Steps", body.Steps);
        Section("If something goes wrong", body.WaysOut);
        Section("Records", "The run of this procedure, kept for 3 years.");
        Section("References", body.References);
        return text.ToString();

        void Key(string name, string value)
        {
            if (value.Length > 0) text.Append(name).Append(": ").Append(Scalar(value)).Append('\n');
        }

        void Section(string heading, string words)
        {
            if (words.Length > 0) text.Append("\n## ").Append(heading).Append("\n\n").Append(words).Append('\n');
        }
    }

    /// <summary>The same text with another title, in the front matter and in the heading; everything else byte for byte.</summary>
    public static string Retitled(Procedure procedure, string title)
    {
        var (source, header) = (procedure.Source, procedure.Header.Span);
        var lines = source[header.End..].Split('\n');
        // A line of a code block can look like a heading.
        var heading = Array.FindIndex(lines, line => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal));
        if (heading >= 0 && lines[heading][0] != '#') heading = -1;
        if (heading >= 0) lines[heading] = "# " + title + (lines[heading].EndsWith('\r') ? "\r" : "");
        var front = header.In(source).Split('\n');
        var key = Array.FindIndex(front, line => line.StartsWith("title:", StringComparison.Ordinal));
        if (key >= 0) front[key] = "title: " + Scalar(title) + (front[key].EndsWith('\r') ? "\r" : "");
        var body = string.Join('\n', lines);
        return string.Join('\n', front) + (heading < 0 && key < 0 ? $"# {title}\n\n" + body : body);
    }

    /// <summary>Plain where YAML reads it as it stands, else in double quotes.</summary>
    static string Scalar(string value) => value.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '(' or ')' or '.' or ',' or '/') && char.IsLetter(value[0]) && value.Trim() == value
        && value.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
        ? value
        : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}

/// <summary>What stands under the headings of a skeleton, as Markdown; a section without words is left out.</summary>
sealed record SkeletonBody(string Purpose, string Steps, string WaysOut, string References)
{
    public const string AskedPurpose = "Why this procedure exists, in one or two sentences.";
    public const string AskedScope = "Whom and what it concerns; when it starts and when it is done.";
    public const string AskedStep = "Write here what is done first";
    public const string AskedWayOut = "Write here what is done when a step does not work";

    /// <summary>What asks for words that nobody has written yet, and what is missing there.</summary>
    public static readonly IReadOnlyList<(string Words, string Missing)> Asked =
        [(AskedPurpose, "The purpose"), (AskedScope, "The scope"), (AskedStep, "What is done first"), (AskedWayOut, "What is done when a step does not work")];

    /// <summary>What the headings are called by, so that no step is.</summary>
    public static readonly IReadOnlyList<string> Anchors = ["purpose", "scope", "steps", "if-something-goes-wrong", "records", "references"];
}

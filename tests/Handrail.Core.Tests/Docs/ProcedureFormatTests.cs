using System.Text.RegularExpressions;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Docs;

/// <summary>docs/procedure-format.md says what the reader does.</summary>
public sealed partial class ProcedureFormatTests
{
    static readonly string Document = Repository.Read("docs/procedure-format.md");

    [Fact]
    public void The_example_is_read_without_a_note_and_without_an_error()
    {
        var example = ProcedureReader.Read(Block().Match(Document).Groups[1].Value);
        Assert.Empty(example.Notes);
        Assert.Equal(
            ["disable-account", "revoke", "privileged", "rotate", "assets", "transfer", "call-on-call"],
            example.AllSteps.Where(step => step.AnchorIsWritten).Select(step => step.Anchor));
        Assert.Equal([false, true], example.Main.Select(phase => phase.AnyOrder));
        Assert.DoesNotContain(Lint.Check(example, LintContext.Nothing), finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void Every_field_line_type_and_section_is_explained_and_no_other()
    {
        Assert.Equal(Names<FieldKey>(FieldKey.Answer), Rows("Field lines"));
        Assert.Equal(Names<SectionKind>(SectionKind.Preamble, SectionKind.Other), Rows("Sections"));
        var types = Types().Match(Document).Groups[1].Value.Replace(" (when nothing is said)", "", StringComparison.Ordinal).Split(", ").Select(Plain);
        Assert.Equal(Names<FieldType>(FieldType.Unknown), types.Order());
    }

    static IEnumerable<string> Names<T>(params T[] unwritten) where T : struct, Enum => Enum.GetValues<T>().Except(unwritten).Select(value => Plain(value.ToString())).Order();

    /// <summary>The first column of the section's table.</summary>
    static IEnumerable<string> Rows(string heading) =>
        Row().Matches(Document.Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split("\n### ")[0]).Skip(2).Select(row => Plain(Tool().Replace(row.Groups[1].Value, "").Replace("If something goes wrong", "Contingency", StringComparison.Ordinal))).Order();

    /// <summary>"Verified by", "VerifiedBy" and "**Verified by**" are one name.</summary>
    static string Plain(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();

    [GeneratedRegex("\n```markdown\n(.*?)\n```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| ([^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@" \*\w+\*")]
    private static partial Regex Tool();

    [GeneratedRegex("\n(text \\(when nothing is said\\).*?)\\.\n")]
    private static partial Regex Types();
}

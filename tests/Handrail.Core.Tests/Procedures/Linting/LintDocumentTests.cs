using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Linting;

public class LintDocumentTests
{
    [Fact]
    public void The_document_lists_the_rules_as_they_are()
    {
        var document = File.ReadAllLines(Document());
        string[] Rows(Severity severity) => [.. document.SkipWhile(line => line != $"## {severity}s").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        foreach (var severity in Enum.GetValues<Severity>())
            Assert.Equal(Lint.Rules.Where(rule => rule.Severity == severity).Select(rule => $"| `{rule.Code}` | {rule.What} | {rule.Why} | {rule.HowToFix} |"), Rows(severity));
    }

    [Fact]
    public void Codes_are_unique_and_every_rule_says_why()
    {
        Assert.Equal(Lint.Rules.Count, Lint.Rules.Select(rule => rule.Code).Distinct().Count());
        Assert.All(Lint.Rules, rule => Assert.EndsWith(".", rule.Why));
    }

    static string Document()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "docs", "lint.md") is var path && File.Exists(path)) return path;
        throw new FileNotFoundException("docs/lint.md is part of the repository.");
    }
}

using System.Text;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped procedures, read as a stranger's texts would be.</summary>
public class LibraryTests
{
    public static TheoryData<string> All => Shipped.Procedures;

    [Fact]
    public void The_library_holds_at_least_48_procedures_in_the_six_families_and_more()
    {
        var paths = Shipped.Catalogue.Procedures.Keys.ToList();
        Assert.True(paths.Count >= 48, $"{paths.Count} procedures");
        var families = paths.CountBy(path => path.Split('/')[0]).ToDictionary();
        Assert.Equal(8, families.Count);
        foreach (var (family, least) in new[] { ("user-account-management", 8), ("patch-management", 6), ("backup-and-recovery", 7), ("incident-response", 10), ("change-management", 5), ("vulnerability-scanning", 5), ("ai-systems", 5), ("everyday-security", 5) })
            Assert.True(families[family] >= least, $"{families[family]} in {family}");
    }

    [Theory, MemberData(nameof(All))]
    public void Reads_without_remarks(string path) => Assert.Empty(Shipped.Procedure(path).Notes.Select(note => $"{note.Code}: {note.Message}"));

    [Theory, MemberData(nameof(All))]
    public void Lints_clean(string path)
    {
        var findings = string.Join('\n', Lint.Check(Shipped.Procedure(path), Shipped.Around(path)).Select(finding => $"{finding.Code}: {finding.Message}"));
        Assert.True(findings.Length == 0, findings);
    }

    [Theory, MemberData(nameof(All))]
    public void Stays_byte_for_byte_what_it_is(string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Shipped.Root, "procedures", path));
        Assert.Equal(bytes, new UTF8Encoding(false).GetBytes(Shipped.Procedure(path).Source));
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    /// <summary>What the reader found, written back piece by piece, is the text: sections tile it, steps lie whole in their phases, lines in their steps.</summary>
    [Theory, MemberData(nameof(All))]
    public void The_places_of_its_parts_give_the_text_back(string path)
    {
        var procedure = Shipped.Procedure(path);
        Assert.Equal(procedure.Source, string.Concat(procedure.Sections.Select(section => section.Span.In(procedure.Source))));
        foreach (var phase in procedure.Main.Concat(procedure.Contingencies).Concat(procedure.Rollback))
        {
            Assert.Equal(phase.Span.In(procedure.Source), Rewritten(procedure.Source, phase.Span, phase.Steps.Select(step => step.Span)));
            foreach (var step in phase.Steps.SelectMany(step => step.SelfAndDescendants))
                Assert.Equal(step.Span.In(procedure.Source), Rewritten(procedure.Source, step.Span, [step.InstructionSpan, .. PartsOf(step)]));
        }
    }

    /// <summary>What is for one tool is a line and detail at once.</summary>
    static IEnumerable<Span> PartsOf(Step step) =>
        step.Lines.Select(line => line.Span).Concat(step.Details.Where(detail => detail.Tool is null).Select(detail => detail.Span)).Concat(step.Children.Select(child => child.Span)).OrderBy(span => span.Start);

    /// <summary>The gaps and the parts of a whole, in order; fails where a part overlaps another or lies outside.</summary>
    static string Rewritten(string source, Span whole, IEnumerable<Span> parts)
    {
        var (text, at) = (new StringBuilder(), whole.Start);
        foreach (var part in parts)
        {
            Assert.InRange(part.Start, at, whole.End);
            text.Append(source, at, part.Start - at).Append(part.In(source));
            at = part.End;
        }
        return text.Append(source, at, whole.End - at).ToString();
    }

    [Theory, MemberData(nameof(All))]
    public void Names_family_owner_summary_and_run(string path)
    {
        var header = Shipped.Procedure(path).Header;
        Assert.Equal(path.Split('/')[0], header.Family);
        Assert.All([header.Title, header.Owner, header.Summary, header.Run], value => Assert.False(string.IsNullOrWhiteSpace(value)));
        Assert.Empty(header.UnknownKeys);
    }

    /// <summary>Lint sees the file a link leads to; a link may also name a step there.</summary>
    [Theory, MemberData(nameof(All))]
    public void Every_link_leads_to_a_procedure_and_to_a_step_in_it(string path)
    {
        foreach (var link in new Markup(Shipped.Procedure(path).Source).Links.Where(link => link.File is not null))
        {
            var target = RelativePath.From(path.Split('/')[0], link.File!);
            Assert.True(Shipped.Catalogue.Procedures.ContainsKey(target), link.Target);
            if (link.Target.Split('#', 2) is [_, var anchor]) Assert.NotNull(Shipped.Procedure(target).Find(anchor));
        }
    }
}

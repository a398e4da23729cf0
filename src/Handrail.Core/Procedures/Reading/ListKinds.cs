using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Lists that are not worked through although their items are numbered.</summary>
static partial class ListKinds
{
    /// <summary>Contents and references: (nearly) every item begins with a link or an address.</summary>
    internal static bool OnlyLinks(ListBlock list)
    {
        var links = list.Count(item => ((ListItemBlock)item) is [ParagraphBlock paragraph, ..] && BeginsWithLink(paragraph));
        return links > 0 && links * 5 >= list.Count * 4 && (list.Count > 1 || links == list.Count && ((ListItemBlock)list[0]) is [ParagraphBlock { Inline: { } only }, ..] && only.FirstChild == only.LastChild);
    }

    static bool BeginsWithLink(ParagraphBlock paragraph)
    {
        var inline = paragraph.Inline?.FirstChild;
        while (inline is HtmlInline or EmphasisInline) inline = inline is EmphasisInline emphasis ? emphasis.FirstChild : inline.NextSibling;
        return inline is AutolinkInline or LinkInline { IsImage: false };
    }

    /// <summary>Most items say what must be so, not what to do now.</summary>
    internal static bool AreRules(List<StepDraft> steps) => steps.Count(step => Rule().IsMatch(step.Instruction)) * 2 >= steps.Count;

    [GeneratedRegex(@"^[^.:;]*?\b(?:must|shall|will|should|may|(?:is|are) (?:not |required |responsible|permitted|prohibited|allowed))", RegexOptions.IgnoreCase)]
    private static partial Regex Rule();
}

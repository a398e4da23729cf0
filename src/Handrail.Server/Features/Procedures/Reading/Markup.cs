using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Html;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Features.Procedures.Reading;

/// <summary>Turns pieces of a procedure's text into safe HTML, with the addresses and values of this organization.</summary>
/// <param name="prefix">Put before every id, where several texts share a page.</param>
/// <param name="unseen">What the reader may not know of: said as something else, and never a link.</param>
public sealed class Markup(Procedure procedure, Func<string, string?> link, Func<string, string?> image, IReadOnlyDictionary<string, string> values, Unseen? unseen = null, string prefix = "")
{
    readonly ProcedureHtml _html = new(procedure, new HtmlRules { Link = link, Prefix = prefix, IsWithheld = target => unseen?.Holds(target) == true, Image = image, Value = values.GetValueOrDefault });

    /// <summary>Empty where the text has its page for itself.</summary>
    public string Prefix => prefix;

    /// <summary>The id of an anchor.</summary>
    public string Id(string anchor) => prefix + anchor;

    public MarkupString Inline(Span span) => new(_html.Inline(span));

    public MarkupString Block(Span span) => new(_html.Block(span));

    public MarkupString Section(Section section) => new(_html.Section(section));

    /// <summary>What stands under an instruction for whoever uses this organization's tools.</summary>
    /// <param name="system">The one of these that it is about now; null where it may be any.</param>
    public IReadOnlyList<Detail> Details(Step step, string? system = null) => ToolVariants.Shown(step, system is null ? Values.Tools(values) : [system]);

    /// <summary>The tool the step is done in, where its variants are all for others; else null.</summary>
    public string? Unwritten(Step step, string? system = null) => (system ?? step.System) is { } done && Fill(done) is var named && ToolVariants.IsUnwrittenFor(step, named, system is null ? Values.Tools(values) : []) ? named : null;

    /// <summary>Plain text in which links are Markdown: the advice of a way out.</summary>
    public MarkupString Words(string plain) => new(_html.Words(plain));

    /// <summary>Plain text with its placeholders filled.</summary>
    public string Fill(string text) => Placeholders.Fill(text, values.GetValueOrDefault);

    /// <summary>The address of another procedure; null where there is none for this reader.</summary>
    public string? Link(string target) => unseen?.Holds(target) == true ? null : link(target);
}

using System.Net;
using Handrail.Core.Procedures;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Features.Procedures.Reading;

/// <summary>Turns pieces of a procedure's text into safe HTML.</summary>
public sealed class Markup(Procedure procedure, Func<string, string?> link)
{
    public MarkupString Inline(Span span) => new(WebUtility.HtmlEncode(span.In(procedure.Source)));

    public MarkupString Block(Span span) => new($"<p>{WebUtility.HtmlEncode(span.In(procedure.Source))}</p>");

    public MarkupString Section(Section section, bool withHeading) => Block(section.Span);

    /// <summary>The address of another procedure, or null when it is not here.</summary>
    public string? Link(string target) => link(target);
}

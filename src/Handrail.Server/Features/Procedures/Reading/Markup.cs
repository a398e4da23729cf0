using System.Net;
using Handrail.Core.Procedures;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Features.Procedures.Reading;

/// <summary>Turns pieces of a procedure's text into safe HTML.</summary>
public sealed class Markup(Procedure procedure, Func<string, string?> link, Func<string, string?> image, IReadOnlyDictionary<string, string> values)
{
    public MarkupString Inline(Span span) => new(WebUtility.HtmlEncode(Fill(span.In(procedure.Source))));

    public MarkupString Block(Span span) => new($"<p>{WebUtility.HtmlEncode(Fill(span.In(procedure.Source)))}</p>");

    public MarkupString Section(Section section, bool withHeading) => Block(section.Span);

    /// <summary>Plain text with its placeholders filled.</summary>
    public string Fill(string text) => Placeholders.Fill(text, name => values.GetValueOrDefault(Placeholders.Key(name)));

    /// <summary>The address of another procedure, or null when it is not here.</summary>
    public string? Link(string target) => link(target);

    public string? Image(string path) => image(path);
}

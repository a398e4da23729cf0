using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <summary>What a field asks for, as far as it matters to a reader.</summary>
/// <param name="Address">Of a link to somewhere else.</param>
/// <param name="Bookmark">Of a link within the document.</param>
readonly partial record struct FieldInstruction(string? Address, string? Bookmark)
{
    internal static FieldInstruction Of(string instruction)
    {
        if (Link().Match(instruction) is { Success: true } link)
            return new(Value(link.Groups["address"]), Place().Match(instruction) is { Success: true } place ? Value(place.Groups["name"]) : null);
        return Reference().Match(instruction) is { Success: true } reference ? new(null, reference.Groups["name"].Value) : default;
    }

    internal string? Target => Address is null ? Bookmark is null ? null : "#" + Bookmark : WordLinks.Kept(Address, Bookmark);

    static string? Value(Group group) => group is { Success: true, Length: > 0 } ? group.Value : null;

    [GeneratedRegex(@"^\s*HYPERLINK\s+(?:""(?<address>[^""]*)""|(?<address>[^\s\\""][^\s""]*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"\\l\s+(?:""(?<name>[^""]*)""|(?<name>[^\s""]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex(@"^\s*REF\s+(?<name>[^\s\\""]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}

/// <summary>Which addresses may stay links: a page or a mailbox. Everything else is read as its words.</summary>
static class WordLinks
{
    internal static string? Kept(string address, string? place = null)
    {
        var whole = place is null || address.Contains('#') ? address : $"{address}#{place}";
        var kept = Uri.TryCreate(whole, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && !whole.Any(char.IsControl);
        return kept ? whole.Trim().Replace("\\", "%5C", StringComparison.Ordinal) : null;
    }
}

/// <summary>Fields in several runs: their instruction is not text, their last result is. They nest, and some go on over paragraphs.</summary>
sealed class Fields
{
    /// <summary>More open at once than a document has: one that was never closed.</summary>
    const int Deepest = 50;

    sealed class Field
    {
        internal StringBuilder Instruction { get; } = new();
        internal bool ShowsResult { get; set; }
        internal string? Target { get; set; }
    }

    readonly Stack<Field> _open = [];

    /// <summary>Is what comes now part of an instruction?</summary>
    internal bool Instructs => _open.TryPeek(out var top) && !top.ShowsResult;

    internal string? Target => _open.Select(open => open.Target).FirstOrDefault(target => target is not null);

    internal void Add(FieldCode code)
    {
        if (Instructs) _open.Peek().Instruction.Append(code.Text);
    }

    /// <returns>The mark of a form's checkbox, where that is what ended.</returns>
    internal string? Add(FieldChar mark)
    {
        if (mark.FieldCharType.Is(FieldCharValues.Begin))
        {
            if (_open.Count < Deepest) _open.Push(new Field());
            if (mark.GetFirstChild<FormFieldData>()?.GetFirstChild<CheckBox>() is not { } box) return null;
            var says = box.GetFirstChild<Checked>() ?? (DocumentFormat.OpenXml.OpenXmlElement?)box.GetFirstChild<DefaultCheckBoxFormFieldState>();
            return says is OnOffType state && state.Says() ? "☒ " : "☐ ";
        }
        if (_open.Count == 0) return null;
        if (mark.FieldCharType.Is(FieldCharValues.End)) _open.Pop();
        else if (_open.Peek() is { ShowsResult: false } field) (field.ShowsResult, field.Target) = (true, FieldInstruction.Of(field.Instruction.ToString()).Target);
        return null;
    }

    /// <summary>An instruction does not go on in the next paragraph; where one does, its end is missing and the text below must not be lost with it.</summary>
    internal void EndParagraph()
    {
        while (Instructs) _open.Pop();
    }
}

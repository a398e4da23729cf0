using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Handrail.Core.Exchange.Word;

/// <summary>Opens what says it is a Word document. Until it was measured, nothing in it is believed: not its sizes, not its depth, not its name.</summary>
static class WordPackage
{
    const int MostEntries = 10_000;
    /// <summary>The record that ends a zip; the library seeks to before the beginning of anything shorter (APPNOTE 4.3.16).</summary>
    const int SmallestZip = 22;
    const int MostDirectory = 4 * 1024 * 1024;
    /// <summary>Of one part, in characters. Five hundred pages of Word take about ten million.</summary>
    const int LongestPart = 24_000_000;
    /// <summary>Everything here walks trees by recursion; documents of people stay below a hundred.</summary>
    const int Deepest = 256;

    static readonly Refusal.Invalid Damaged = new("", "This is not a Word document, or it is damaged. Open it in Word, save it again as .docx and bring that.");
    static readonly Refusal.Invalid OldOrLocked = new("", "This is a Word document of the old kind (.doc) or one with a password, whatever its name says. Open it in Word, save it as .docx without a password and bring that.");
    static readonly Refusal.Invalid TooLarge = new("", "This Word document holds more text than a procedure can have, or is built to look so. Split it and bring the parts.");

    internal static Outcome<WordprocessingDocument> Open(Stream content)
    {
        if (Begins(content, [0xD0, 0xCF, 0x11, 0xE0])) return OldOrLocked;
        if (content.Length < SmallestZip || !Begins(content, "PK"u8)) return Damaged;
        return Reading<WordprocessingDocument>(() =>
        {
            if (Measured(content) is { } refusal) return refusal;
            var package = WordprocessingDocument.Open(content, isEditable: false, new OpenSettings { AutoSave = false, MaxCharactersInPart = LongestPart });
            if (package.MainDocumentPart is { } main && Measured(main) is null) return package;
            var unfit = package.MainDocumentPart is { } unread ? Measured(unread) : Damaged;
            package.Dispose();
            return unfit!;
        });
    }

    /// <summary>What the libraries say about broken input, as one sentence.</summary>
    internal static Outcome<T> Reading<T>(Func<Outcome<T>> read, Action? otherwise = null)
    {
        var done = false;
        try
        {
            var outcome = read();
            done = outcome.Refusal is null;
            return outcome;
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException or FileFormatException or OpenXmlPackageException or EndOfStreamException or UriFormatException)
        {
            return Damaged;
        }
        finally
        {
            if (!done) otherwise?.Invoke();
        }
    }

    static bool Begins(Stream content, ReadOnlySpan<byte> with)
    {
        Span<byte> start = stackalloc byte[with.Length];
        content.Position = 0;
        var read = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return start[..read].SequenceEqual(with);
    }

    /// <summary>The parts that are read before anything can be asked: the list of types and the relationships.</summary>
    static Refusal.Invalid? Measured(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostEntries) return TooLarge;
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)))
        {
            using var part = entry.Open();
            if (Measured(part, MostDirectory) is { } refusal) return refusal;
        }
        content.Position = 0;
        return null;
    }

    static Refusal.Invalid? Measured(MainDocumentPart main)
    {
        foreach (var part in new OpenXmlPart?[] { main, main.StyleDefinitionsPart, main.NumberingDefinitionsPart, main.FootnotesPart, main.EndnotesPart }.OfType<OpenXmlPart>())
        {
            using var content = part.GetStream(FileMode.Open, FileAccess.Read);
            if (Measured(content, LongestPart) is { } refusal) return refusal;
        }
        return null;
    }

    static Refusal.Invalid? Measured(Stream xml, long longest)
    {
        using var bounded = new BoundedStream(xml, longest + 1);
        try
        {
            using var reader = XmlReader.Create(bounded, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
                if (reader.Depth > Deepest) return TooLarge;
        }
        catch (XmlException) when (bounded.Position > longest)
        {
            return TooLarge;
        }
        return null;
    }
}

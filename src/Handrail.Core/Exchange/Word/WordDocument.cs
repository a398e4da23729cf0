using DocumentFormat.OpenXml.Packaging;

namespace Handrail.Core.Exchange.Word;

/// <param name="Path">As the text names it, below the folder that was given.</param>
/// <param name="Open">The bytes as they lie in the document, whatever they are; until the document is closed.</param>
public sealed record WordPicture(string Path, Func<Stream> Open);

/// <param name="Name">What it was called, in the document or by its author.</param>
public sealed record WordOmission(string Name, string Why);

/// <summary>
/// A Word document (.docx) as Markdown and pictures. The text is what a reader of the document sees: changes that were proposed count as accepted, comments,
/// headers, footers and generated tables of contents are not text. Nothing is fetched, nothing runs. The stream stays the caller's.
/// </summary>
public sealed class WordDocument : IDisposable
{
    readonly WordprocessingDocument _package;

    WordDocument(WordprocessingDocument package, string markdown, IReadOnlyList<WordPicture> pictures, IReadOnlyList<WordOmission> omissions) =>
        (_package, Markdown, Pictures, Omissions) = (package, markdown, pictures, omissions);

    public string Markdown { get; }
    public IReadOnlyList<WordPicture> Pictures { get; }
    public IReadOnlyList<WordOmission> Omissions { get; }

    public static bool IsNamedLikeOne(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() is ".docx" or ".docm" or ".dotx" or ".dotm";

    /// <param name="content">Can seek.</param>
    /// <param name="fileName">Its title where the document has none.</param>
    /// <param name="pictureFolder">Where the text says that its pictures are.</param>
    public static Outcome<WordDocument> Open(Stream content, string fileName, string pictureFolder)
    {
        if (!WordPackage.Open(content).Granted(out var package, out var refusal)) return refusal;
        return WordPackage.Reading<WordDocument>(() =>
        {
            var reader = new BlockReader(package, pictureFolder);
            var blocks = reader.Read();
            var markdown = new MarkdownWriter(reader.References).Write(Outlined.Under(blocks, package.PackageProperties.Title, fileName));
            return new WordDocument(package, markdown, reader.Pictures.Found, reader.Pictures.Omissions);
        }, otherwise: package.Dispose);
    }

    public void Dispose() => _package.Dispose();
}

using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Packaging;
using Vml = DocumentFormat.OpenXml.Vml;
using DocumentFormat.OpenXml;
using Drawn = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <summary>The pictures of a document: each part once, under a name that is safe everywhere. What lies on another server is named, never fetched.</summary>
sealed class WordPictures(string folder)
{
    const int Most = 1_000;
    const int LongestAlternative = 500;

    readonly Dictionary<Uri, string> _paths = [];
    readonly HashSet<string> _linked = [];

    internal List<WordPicture> Found { get; } = [];
    internal List<WordOmission> Omissions { get; } = [];

    internal IEnumerable<Picture> In(OpenXmlElement drawn, OpenXmlPart part, string? target)
    {
        foreach (var element in drawn.Descendants())
        {
            (string? id, string? link, string? says) = element switch
            {
                Blip blip => (blip.Embed?.Value, blip.Link?.Value, About(blip)),
                Vml.ImageData image => (image.RelationshipId?.Value, image.RelHref?.Value, image.Title?.Value ?? image.Ancestors<Vml.Shape>().FirstOrDefault()?.Alternate?.Value),
                _ => default,
            };
            if (id is null && link is null || element.Ancestors<AlternateContentFallback>().Any()) continue;
            var alternative = Short(says);
            if (id is { Length: > 0 } && part.TryGetPartById(id, out var found) && found is ImagePart picture) yield return new(PathOf(picture), alternative, target);
            else NotFetched(alternative, part, id is { Length: > 0 } ? id : link);
        }
    }

    string PathOf(ImagePart picture)
    {
        if (_paths.TryGetValue(picture.Uri, out var path)) return path;
        if (_paths.Count == Most) Omissions.Add(new(folder, $"At most {Most} pictures of one document are read."));
        var ending = System.IO.Path.GetExtension(picture.Uri.OriginalString).ToLowerInvariant();
        if (ending.Length is < 2 or > 5 || !ending[1..].All(char.IsAsciiLetterOrDigit)) ending = ".bin";
        path = $"{folder}/picture-{_paths.Count + 1}{ending}";
        _paths[picture.Uri] = path;
        if (Found.Count < Most) Found.Add(new(path, () => picture.GetStream(FileMode.Open, FileAccess.Read)));
        return path;
    }

    void NotFetched(string alternative, OpenXmlPart part, string? id)
    {
        if (!_linked.Add(id ?? "")) return;
        var address = part.ExternalRelationships.FirstOrDefault(one => one.Id == id)?.Uri.OriginalString ?? "";
        var name = Short(alternative.Length > 0 ? alternative : address);
        Omissions.Add(new(name.Length > 0 ? name : "A picture", "This picture is not in the document; it lies elsewhere and was not fetched. Put it into the document, or bring it beside it."));
    }

    static string? About(Blip blip)
    {
        var about = blip.Ancestors<Drawn.Inline>().FirstOrDefault()?.DocProperties ?? blip.Ancestors<Drawn.Anchor>().FirstOrDefault()?.GetFirstChild<Drawn.DocProperties>();
        return about?.Description?.Value is { Length: > 0 } description ? description : about?.Title?.Value;
    }

    static string Short(string? text) => text is null ? "" : string.Join(' ', text[..Math.Min(text.Length, LongestAlternative)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

namespace Handrail.Core.Procedures.Editing;

/// <summary>Where a text's pictures are called otherwise because they stand in another place.</summary>
public static class PictureNames
{
    /// <param name="renamed">From the path the text names a picture with, spelled as files are, to the new one.</param>
    public static string Change(string source, IReadOnlyDictionary<string, string> renamed) => renamed.Count == 0 ? source : Splice.Apply(source,
        [.. new Linting.Markup(source).Links.Where(link => link.IsImage && renamed.ContainsKey(Uri.UnescapeDataString(link.Target))).Select(link => new Splice(link.TargetSpan, Uri.EscapeDataString(renamed[Uri.UnescapeDataString(link.Target)]).Replace("%2F", "/", StringComparison.Ordinal)))]);
}

using Handrail.Core.Compliance.Reading;
using Handrail.Core.Procedures;
using YamlDotNet.Core;

namespace Handrail.Core.Compliance;

/// <summary>Reads a pack from its YAML text. Whatever cannot be read is noted, and the rest is read.</summary>
public static class PackReader
{
    /// <param name="fileName">Gives the id; may be a path.</param>
    public static Pack Read(string yaml, string fileName)
    {
        List<ReadingNote> notes = [];
        var pack = new Pack(Path.GetFileNameWithoutExtension(fileName), Path.GetFileNameWithoutExtension(fileName), "", "", [], [], [], notes);
        try
        {
            if (YamlNode.Read(yaml) is not YamlNode.Map map) notes.Add(new("pack-empty", "A pack is a list of keys: title, for, summary, only-here, with-frameworks, procedures.", default));
            else foreach (var (key, value) in map.Entries) pack = With(pack, key, value, notes);
        }
        catch (YamlException error)
        {
            notes.Add(new("pack-unreadable", $"This cannot be read (line {error.Start.Line}): {error.Message}", default));
        }
        return pack;
    }

    static Pack With(Pack pack, YamlNode.Text key, YamlNode value, List<ReadingNote> notes)
    {
        switch (key.Value, value)
        {
            case ("title", YamlNode.Text text): return pack with { Title = text.Value };
            case ("for", YamlNode.Text text): return pack with { For = text.Value };
            case ("summary", YamlNode.Text text): return pack with { Summary = text.Value };
            case ("only-here", YamlNode.List list): return pack with { OnlyHere = [.. Words(list)] };
            case ("with-frameworks", YamlNode.List list): return pack with { WithFrameworks = [.. Words(list)] };
            case ("procedures", YamlNode.List list): return pack with { Entries = Entries(list, notes) };
            default:
                notes.Add(new("key-unknown", $"\"{key.Value}\" means nothing here, or its value is of another kind.", key.Span));
                return pack;
        }
    }

    static List<PackEntry> Entries(YamlNode.List list, List<ReadingNote> notes)
    {
        List<PackEntry> entries = [];
        foreach (var item in list.Items)
            if (Entry(item) is not { } entry) notes.Add(new("entry-unreadable", "An entry has a procedure and says why; it may say instead of which others it stands.", item.Span));
            else if (entries.Exists(other => other.Procedure == entry.Procedure)) notes.Add(new("procedure-twice", $"\"{entry.Procedure}\" stands here twice; the first counts.", item.Span));
            else entries.Add(entry);
        return entries;
    }

    static PackEntry? Entry(YamlNode item)
    {
        if (item is not YamlNode.Map map) return null;
        var (procedure, why, insteadOf, isClear) = ("", "", new List<string>(), true);
        foreach (var (key, value) in map.Entries)
            switch (key.Value, value)
            {
                case ("procedure", YamlNode.Text text): procedure = text.Value; break;
                case ("why", YamlNode.Text text): why = text.Value; break;
                case ("instead-of", YamlNode.List list): insteadOf = [.. Words(list).Select(Markdown)]; break;
                default: isClear = false; break;
            }
        return isClear && procedure.Length > 0 && why.Length > 0 ? new(Markdown(procedure), why, insteadOf) : null;
    }

    static IEnumerable<string> Words(YamlNode.List list) => list.Items.OfType<YamlNode.Text>().Select(text => text.Value);

    static string Markdown(string path) => path.EndsWith(".md", StringComparison.Ordinal) ? path : path + ".md";
}

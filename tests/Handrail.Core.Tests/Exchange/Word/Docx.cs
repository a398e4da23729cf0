using System.IO.Compression;
using System.Security;
using System.Text;
using Handrail.Core.Exchange.Word;

namespace Handrail.Core.Tests.Exchange.Word;

/// <summary>A Word document made of the XML that Word writes, so that a test shows what it is about and nothing else.</summary>
sealed class Docx
{
    const string Names = """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" """;
    const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    readonly Dictionary<string, byte[]> _parts = [];
    readonly StringBuilder _types = new();
    readonly StringBuilder _relations = new();

    internal Docx(string body, string styles = "", string numbering = "")
    {
        Part("word/document.xml", $"<w:document {Names}><w:body>{body}</w:body></w:document>", "document.main", null);
        Part("word/styles.xml", $"<w:styles {Names}>{Styles}{styles}</w:styles>", "styles", "styles");
        if (numbering.Length > 0) Part("word/numbering.xml", $"<w:numbering {Names}>{numbering}</w:numbering>", "numbering", "numbering");
    }

    const string Styles = """
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="House"><w:name w:val="House heading"/><w:basedOn w:val="berschrift2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Source Code"/></w:style>
        <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
        <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
        <w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
        """;

    internal Docx Part(string path, string xml, string? type, string? relation)
    {
        _parts[path] = Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml);
        if (type is not null) _types.Append($"""<Override PartName="/{path}" ContentType="{Types}.{type}+xml"/>""");
        if (relation is not null) _relations.Append($"""<Relationship Id="{relation}" Type="{Relation}/{relation}" Target="{path["word/".Length..]}"/>""");
        return this;
    }

    internal Docx Notes(string kind, string notes) => Part($"word/{kind}.xml", $"<w:{kind} {Names}>{notes}</w:{kind}>", kind, kind);

    internal Docx Picture(string id, string name, byte[] content)
    {
        _parts["word/media/" + name] = content;
        _relations.Append($"""<Relationship Id="{id}" Type="{Relation}/image" Target="media/{name}"/>""");
        return this;
    }

    internal Docx External(string id, string kind, string target)
    {
        _relations.Append($"""<Relationship Id="{id}" Type="{Relation}/{kind}" Target="{SecurityElement.Escape(target)}" TargetMode="External"/>""");
        return this;
    }

    internal Docx Raw(string path, byte[] content)
    {
        _parts[path] = content;
        return this;
    }

    internal byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string path, byte[] content)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
            Put("[Content_Types].xml", Encoding.UTF8.GetBytes($"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>{_types}</Types>"""));
            Put("_rels/.rels", Encoding.UTF8.GetBytes($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="{Relation}/officeDocument" Target="word/document.xml"/></Relationships>"""));
            Put("word/_rels/document.xml.rels", Encoding.UTF8.GetBytes($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{_relations}</Relationships>"""));
            foreach (var (path, content) in _parts) Put(path, content);
        }
        return bytes.ToArray();
    }

    internal static Outcome<WordDocument> Open(byte[] bytes, string name = "Offboarding_list.docx") => WordDocument.Open(new MemoryStream(bytes), name, "pictures");

    internal string Markdown()
    {
        using var document = Open(Bytes()).Value;
        return document.Markdown;
    }

    /// <summary>A paragraph of one run.</summary>
    internal static string P(string text, string about = "", string look = "") => $"""<w:p><w:pPr>{about}</w:pPr>{R(text, look)}</w:p>""";
    internal static string R(string text, string look = "") => $"""<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{SecurityElement.Escape(text)}</w:t></w:r>""";
    internal static string Styled(string style, string text) => P(text, $"""<w:pStyle w:val="{style}"/>""");
    internal static string Item(int list, int level, string text, string more = "") => P(text, $"""<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>{more}""");
    internal static string Indented(int left, string text) => P(text, $"""<w:ind w:left="{left}"/>""");

    /// <summary>Lists 1 and 2 are one numbered list in Word's eyes, 3 begins it anew, 4 has bullets, 5 letters below numbers, 6 writes "Step 1:".</summary>
    internal static readonly string Lists = Abstract(0, "decimal", "%1.") + Abstract(1, "bullet", "•") + Abstract(2, "lowerLetter", "%2)") + Abstract(3, "decimal", "Step %1:")
        + """
          <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
          <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
          <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
          <w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>
          <w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>
          <w:num w:numId="6"><w:abstractNumId w:val="3"/></w:num>
          """;

    static string Abstract(int id, string format, string label) =>
        $"""<w:abstractNum w:abstractNumId="{id}">{string.Concat(Enumerable.Range(0, 9).Select(level => $"""<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{label}"/><w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>"""))}</w:abstractNum>""";
}

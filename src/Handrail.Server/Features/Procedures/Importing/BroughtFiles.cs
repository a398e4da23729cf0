using System.IO.Compression;
using System.Text;
using Handrail.Core.Exchange;
using Handrail.Core.Exchange.Word;
using Handrail.Server.Files;

namespace Handrail.Server.Features.Procedures.Importing;

/// <summary>One file out of an upload, read and judged. Exactly one of text, picture and reason is there.</summary>
public sealed record BroughtFile(string Path, string? Text, FileContent? Picture, string? LeftOut);

/// <summary>
/// Reads what somebody dropped: Markdown files, Word documents, pictures, zips of these. A Word document becomes a text and pictures here, so that everything after this knows
/// only those. Everything is hostile until read: sizes, counts and names are bounded,
/// a name cannot leave its folder, a type is what the bytes say.
/// </summary>
public sealed class BroughtFiles(FileStore files, bool withPacks = false)
{
    public const int MostFiles = 2_000;
    public const int LongestText = 5 * 1024 * 1024;
    const long MostUnpacked = 500L * 1024 * 1024;
    /// <summary>Out of a zip it has to be held in memory to be read.</summary>
    const int LargestDocument = 50 * 1024 * 1024;
    /// <summary>The record that ends a zip; the reader seeks to before the beginning of anything shorter (APPNOTE 4.3.16).</summary>
    const int SmallestZip = 22;
    const string Damaged = "This is not a zip file, or it is damaged.";

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly List<BroughtFile> _read = [];
    long _unpacked;

    public async Task<IReadOnlyList<BroughtFile>> Read(IEnumerable<IFormFile> uploads, CancellationToken stop)
    {
        foreach (var upload in uploads)
        {
            if (_read.Count >= MostFiles)
            {
                LeaveOut("(the rest)", $"An import takes at most {MostFiles} files. From {upload.FileName} on they were left out.");
                break;
            }
            await using var content = upload.OpenReadStream();
            if (IsZip(upload.FileName)) await ReadZip(upload.FileName, content, stop);
            else await ReadOne(upload.FileName, content, stop);
        }
        return _read;
    }

    async Task ReadZip(string name, Stream content, CancellationToken stop)
    {
        if (content.Length < SmallestZip)
        {
            LeaveOut(name, Damaged);
            return;
        }
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            LeaveOut(name, Damaged);
            return;
        }
        using (zip)
        {
            foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                if (_read.Count >= MostFiles || _unpacked > MostUnpacked)
                {
                    LeaveOut(name, $"An import takes at most {MostFiles} files and 500 MB unpacked. The rest of this zip was left out.");
                    return;
                }
                await ReadEntry(entry, stop);
            }
        }
    }

    async Task ReadEntry(ZipArchiveEntry entry, CancellationToken stop)
    {
        try
        {
            await using var unpacked = new BoundedStream(await entry.OpenAsync(stop), FileStore.LargestFile);
            await ReadOne(entry.FullName, unpacked, stop);
            _unpacked += unpacked.Position;
        }
        catch (InvalidDataException)
        {
            LeaveOut(entry.FullName, "This part of the zip is damaged or encrypted.");
        }
    }

    async Task ReadOne(string name, Stream content, CancellationToken stop)
    {
        if (SafePath(name) is not { } path) LeaveOut(name, "Its name leads out of its folder, so it was not read.");
        else if (_read.Any(file => file.Path == path)) LeaveOut(path, "There are two files of this name; the first was taken.");
        else if (IsMarkdown(path) || withPacks && IsPack(path)) await ReadText(path, content, stop);
        else if (WordDocument.IsNamedLikeOne(path)) await ReadWord(path, content, stop);
        else if (IsPictureName(path)) await ReadPicture(path, content, stop);
        else if (!IsClutter(path)) LeaveOut(path, IsOtherDocument(path) ? "Of Word documents only .docx is read. Open it in Word or LibreOffice, save it as .docx and bring that." : "Only Markdown files (.md), Word documents (.docx), pictures (PNG, JPEG, GIF, WebP) and zips of these are read.");
    }

    async Task ReadText(string path, Stream content, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        await using (var bounded = new BoundedStream(content, LongestText + 1)) await bounded.CopyToAsync(buffer, stop);
        if (buffer.Length > LongestText)
        {
            LeaveOut(path, "A procedure can have at most 5 MB of text. This file is larger.");
            return;
        }
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.IndexOf((byte)0) >= 0 || !System.Text.Unicode.Utf8.IsValid(bytes)) LeaveOut(path, "This is not a text in UTF-8, whatever its name says. Save it as UTF-8 and bring it again.");
        else if (bytes.IsEmpty) LeaveOut(path, "The file is empty.");
        else _read.Add(new(path, Strict.GetString(bytes), null, null));
    }

    async Task ReadWord(string path, Stream content, CancellationToken stop)
    {
        await using var whole = await Whole(content, stop);
        if (whole.Length > LargestDocument)
        {
            LeaveOut(path, "A Word document can have at most 50 MB. Make its pictures smaller, or split it.");
            return;
        }
        var (text, pictures) = (Path.ChangeExtension(path, ".md"), PictureFolder(path));
        if (_read.Any(file => file.Path == text))
        {
            LeaveOut(path, $"There is a {Path.GetFileName(text)} beside it; that was taken.");
            return;
        }
        if (!WordDocument.Open(whole, Path.GetFileName(path), pictures).Granted(out var document, out var refusal))
        {
            LeaveOut(path, refusal.Message);
            return;
        }
        using (document)
        {
            if (document.Markdown.Length == 0) LeaveOut(path, "There is no text in this document.");
            else await ReadText(text, new MemoryStream(Encoding.UTF8.GetBytes(document.Markdown)), stop);
            foreach (var picture in document.Pictures) await ReadPicture(picture, FolderOf(path) + picture.Path, stop);
            foreach (var omission in document.Omissions) LeaveOut(omission.Name, omission.Why);
        }
    }

    /// <summary>To be read to and fro, which what comes out of a zip cannot.</summary>
    static async Task<Stream> Whole(Stream content, CancellationToken stop)
    {
        if (content.CanSeek) return content;
        var buffer = new MemoryStream();
        await using (var bounded = new BoundedStream(content, LargestDocument + 1)) await bounded.CopyToAsync(buffer, stop);
        return buffer;
    }

    /// <summary>Beside the document and called after it; no file of another has this name.</summary>
    string PictureFolder(string path)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(path).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        var folder = name.Length > 0 ? $"{name}-pictures" : "pictures";
        var unique = folder;
        for (var number = 2; _read.Any(file => file.Path.StartsWith($"{FolderOf(path)}{unique}/", StringComparison.OrdinalIgnoreCase)); number++) unique = $"{folder}-{number}";
        return unique;
    }

    async Task ReadPicture(WordPicture picture, string path, CancellationToken stop)
    {
        if (_read.Count >= MostFiles || _unpacked > MostUnpacked)
        {
            LeaveOut(path, $"An import takes at most {MostFiles} files and 500 MB unpacked.");
            return;
        }
        try
        {
            await using var content = new BoundedStream(picture.Open(), FileStore.LargestFile);
            await ReadPicture(path, content, stop);
            _unpacked += content.Position;
        }
        catch (InvalidDataException)
        {
            LeaveOut(path, "This picture of the document is damaged.");
        }
    }

    async Task ReadPicture(string path, Stream content, CancellationToken stop)
    {
        var stored = await files.Store(content, stop);
        if (!stored.Granted(out var picture, out var refusal)) LeaveOut(path, refusal.Message);
        else if (!MediaTypes.IsPicture(picture.MediaType)) LeaveOut(path, $"Its name says picture, its content says {picture.MediaType}. PNG, JPEG, GIF and WebP are shown; SVG is not, because it can carry scripts.");
        else _read.Add(new(path, null, picture, null));
    }

    /// <summary>The name as it can be shown and kept, with a number where another file has it.</summary>
    void LeaveOut(string path, string why)
    {
        var name = new string([.. path.Take(400).Select(c => char.IsControl(c) ? '?' : c)]);
        var unique = name;
        for (var number = 2; _read.Any(file => file.Path == unique); number++) unique = $"{name} ({number})";
        _read.Add(new(unique, null, null, why));
    }

    /// <summary>"/"-separated, without "." and "..", or null when it leads outside.</summary>
    internal static string? SafePath(string name)
    {
        var parts = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        var leadsOut = parts.Count == 0 || parts.Any(part => part == ".." || part.Contains(':') || part.Any(char.IsControl)) || name.StartsWith('/') || name.Length > 400;
        return leadsOut ? null : string.Join('/', parts);
    }

    static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
    static bool IsOtherDocument(string path) => Path.GetExtension(path).ToLowerInvariant() is ".doc" or ".dot" or ".rtf" or ".odt";
    static bool IsZip(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
    static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" or ".mdown" or ".mkd";
    static bool IsPack(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
    static bool IsPictureName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".svg";

    /// <summary>What systems and programs keep for themselves beside people's files: in a folder that is brought whole there may be thousands (".git").</summary>
    static bool IsClutter(string path) => path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal) || Path.GetFileName(path) is "Thumbs.db";
}

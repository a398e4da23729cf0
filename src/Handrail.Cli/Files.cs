using System.Text;
using Handrail.Core;
using Handrail.Core.Exchange.Word;
using Handrail.Core.Procedures;

namespace Handrail.Cli;

/// <summary>Files on this machine. What the file system refuses becomes a refusal here and nowhere else.</summary>
static class Files
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Outcome<byte[]> Bytes(string path) => Try(path, () => File.ReadAllBytes(path));

    /// <summary>Of a Word document, as the Markdown it is read as.</summary>
    public static Outcome<string> Text(string path) => Bytes(path).Then(bytes => WordDocument.IsNamedLikeOne(path) ? Read(path, bytes) : Decoded(path, bytes));

    public static Outcome<Procedure> Procedure(string path) => Text(path).Map(text => ProcedureReader.Read(text, path));

    public static Outcome<bool> Write(string path, byte[] content) => Try(path, () =>
    {
        File.WriteAllBytes(path, content);
        return true;
    });

    /// <summary>Puts the text where it was asked for: into the file, or on standard output.</summary>
    public static int Put(string text, FileInfo? file)
    {
        if (file is not null) return Put(Encoding.UTF8.GetBytes(text), file);
        Console.Out.Write(text.EndsWith('\n') ? text : text + "\n");
        return ExitCode.Done;
    }

    public static int Put(byte[] content, FileInfo file)
    {
        if (Write(file.FullName, content).Refusal is { } refusal) return ExitCode.Of(refusal);
        Screen.Error.Line($"Written: {file}");
        return ExitCode.Done;
    }

    public static Outcome<T> Try<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Refusal.NotFound($"There is no file {path}.");
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? new Refusal.Invalid("", $"{path} is a folder, not a file.") : new Refusal.Forbidden($"{path} may not be opened by {Environment.UserName}.");
        }
        catch (IOException fault)
        {
            return new Refusal.Unavailable($"{path} cannot be used right now: {fault.Message}");
        }
    }

    static Outcome<string> Read(string path, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        if (!WordDocument.Open(content, Path.GetFileName(path), Path.GetFileNameWithoutExtension(path)).Granted(out var document, out var refusal)) return new Refusal.Invalid("", $"{path}: {refusal.Message}");
        using (document)
        {
            foreach (var omission in document.Omissions) Screen.Error.Line($"{omission.Name}: {omission.Why}", "yellow");
            return document.Markdown;
        }
    }

    /// <summary>Without a byte order mark, which belongs to the file and not to the text.</summary>
    static Outcome<string> Decoded(string path, byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return new Refusal.Invalid("", $"{path} is not a text in UTF-8. Save it as UTF-8 and try again.");
        }
    }
}

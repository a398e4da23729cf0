using Handrail.Cli.Online;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Journal;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>Copies of attached files in a folder beside the record, each named by its SHA-256, so that a later change of the original does no harm.</summary>
static class KeptEvidence
{
    public static Outcome<EvidenceFile> Keep(string record, string file) =>
        Files.Bytes(file).Then(content =>
        {
            var kept = new EvidenceFile(Digest.Of(content).ToHex(), Path.GetFileName(file), MediaType(file), content.Length);
            var folder = Folder(record);
            return Files.Try(folder, () => Directory.CreateDirectory(folder)).Then(_ => Files.Write(Path.Combine(folder, kept.Sha256), content)).Map(_ => kept);
        });

    /// <summary>Every file a record mentions. Refused when one is gone or is another than it was.</summary>
    public static Outcome<List<Upload>> Of(string record, byte[] content)
    {
        if (!RecordFile.Read(content).Granted(out var run, out var refusal)) return refusal;
        var files = new List<Upload>();
        foreach (var file in run.Entries.Select(entry => entry.Fact).OfType<EvidenceAttached>().Select(fact => fact.File).DistinctBy(file => file.Sha256))
        {
            var path = Path.Combine(Folder(record), Path.GetFileName(file.Sha256));
            if (!Files.Bytes(path).Granted(out var bytes, out var missing)) return new Refusal.NotFound($"The evidence {file.FileName} is not beside the record. {missing.Message}");
            if (Digest.Of(bytes).ToHex() != file.Sha256) return new Refusal.Conflict($"The evidence {file.FileName} ({path}) was changed after it was attached.");
            files.Add(new(file.Sha256, bytes));
        }
        return files;
    }

    static string Folder(string record) => Path.ChangeExtension(record, ".files");

    static string MediaType(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".pdf" => "application/pdf",
        ".txt" or ".log" => "text/plain",
        ".md" => "text/markdown",
        ".csv" => "text/csv",
        ".json" => "application/json",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}

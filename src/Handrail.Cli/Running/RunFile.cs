using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>
/// The record of a run while it is followed. What <see cref="Append"/> has granted is on the disk, whatever happens to the program afterwards.
/// Open for one program at a time.
/// </summary>
sealed class RunFile : IDisposable
{
    const string Ending = ".run.jsonl";

    readonly FileStream _file;

    RunFile(string path, FileStream file) => (Path, _file) = (path, file);

    public string Path { get; }

    /// <summary>"offboarding.run.jsonl" in the present folder, or "offboarding-2.run.jsonl" where that run was begun already.</summary>
    public static string NameFor(string procedure)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(procedure);
        return Enumerable.Range(1, int.MaxValue).Select(n => (n == 1 ? name : $"{name}-{n}") + Ending).First(path => !File.Exists(path));
    }

    public static Outcome<RunFile> Create(string path, RecordHeader header)
    {
        if (File.Exists(path)) return new Refusal.Conflict($"{path} is there already. Go on with it (handrail run --resume {path}), or name another file with --record.");
        return Files.Try(path, () =>
        {
            var made = new RunFile(path, new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
            made.Write(RecordFile.WriteHeader(header));
            return made;
        });
    }

    /// <summary>Opens a record to go on with it. An act that was cut off while it was written is removed.</summary>
    public static Outcome<(RunFile File, RecordedRun Run)> Resume(string path)
    {
        if (!Files.Try(path, () => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read)).Granted(out var stream, out var refusal)) return refusal;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (!RecordFile.Read(bytes).Granted(out var run, out var unreadable))
        {
            stream.Dispose();
            return unreadable;
        }
        stream.SetLength(run.WholeBytes);
        stream.Position = run.WholeBytes;
        return (new RunFile(path, stream), run);
    }

    /// <summary>All of an act or nothing of it.</summary>
    public Outcome<bool> Append(IReadOnlyList<RunEntry> act)
    {
        var before = _file.Position;
        var written = Files.Try(Path, () =>
        {
            Write(RecordFile.WriteAct(act));
            return true;
        });
        if (written.Refusal is not null) _file.SetLength(_file.Position = before);
        return written;
    }

    void Write(byte[] lines)
    {
        _file.Write(lines);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();
}

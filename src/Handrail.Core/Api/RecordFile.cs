using System.Text.Json;
using Handrail.Core.Journal;
using Handrail.Core.Running;

namespace Handrail.Core.Api;

/// <summary>The first line of a record file.</summary>
/// <param name="Procedure">The procedure's file, from where the record stands, with "/".</param>
/// <param name="Sha256">Of the procedure's text, in 64 lower-case hexadecimal digits.</param>
public sealed record RecordHeader(int Format, string Procedure, string Sha256);

/// <param name="WholeBytes">Where the last whole act ends; anything behind it was cut off while it was written.</param>
public sealed record RecordedRun(RecordHeader Header, IReadOnlyList<RunEntry> Entries, int WholeBytes);

/// <summary>
/// A run outside a server: one JSON line for the header, then one for each fact, in UTF-8. Lines are only ever added. All facts of one act but the
/// last say "more", so that an act of which only a part reached the disk is known and dropped: it was never confirmed to anybody.
/// </summary>
public static class RecordFile
{
    public const int Format = 1;

    sealed record Line(Instant At, string By, string Kind, JsonElement Fact, bool More = false);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static byte[] WriteHeader(RecordHeader header) => [.. JsonSerializer.SerializeToUtf8Bytes(header, Json), (byte)'\n'];

    /// <summary>The lines of one act.</summary>
    public static byte[] WriteAct(IReadOnlyList<RunEntry> entries)
    {
        var lines = new MemoryStream();
        for (var i = 0; i < entries.Count; i++)
        {
            using (var json = new Utf8JsonWriter(lines)) Write(json, entries[i], more: i < entries.Count - 1);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    static void Write(Utf8JsonWriter json, RunEntry entry, bool more)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At.ToString());
        json.WriteString("by", entry.By);
        json.WriteString("kind", FactJson.KindOf(entry.Fact));
        json.WritePropertyName("fact");
        json.WriteRawValue(FactJson.Write(entry.Fact));
        if (more) json.WriteBoolean("more", true);
        json.WriteEndObject();
    }

    /// <summary>Refused when it is no record, or one of a newer version.</summary>
    public static Outcome<RecordedRun> Read(ReadOnlySpan<byte> bytes)
    {
        var first = End(bytes);
        if (first == 0 || Parse<RecordHeader>(bytes[..first]) is not { } header) return new Refusal.Invalid("", "This file is not the record of a run: its first line is not the header of one.");
        if (header.Format != Format) return new Refusal.Invalid("", $"This record has format {header.Format}; this version of Handrail reads format {Format}.");
        var (entries, act, at, whole) = (new List<RunEntry>(), new List<RunEntry>(), first, first);
        for (var number = 2; End(bytes[at..]) is > 0 and var length; number++)
        {
            if (!ReadLine(bytes.Slice(at, length), number).Granted(out var read, out var refusal)) return refusal;
            at += length;
            act.Add(read.Entry);
            if (read.More) continue;
            entries.AddRange(act);
            act.Clear();
            whole = at;
        }
        return new RecordedRun(header, entries, whole);
    }

    sealed record ReadEntry(RunEntry Entry, bool More);

    static Outcome<ReadEntry> ReadLine(ReadOnlySpan<byte> bytes, int number)
    {
        if (Parse<Line>(bytes) is not { } line) return new Refusal.Invalid("", $"Line {number} of the record cannot be read. Was the file edited?");
        if (!FactJson.Read(line.Kind, line.Fact).Granted(out var fact, out var refusal)) return new Refusal.Invalid("", $"Line {number} of the record: {refusal.Message}");
        return fact is RunFact known
            ? new ReadEntry(new(line.At, line.By, known), line.More)
            : new Refusal.Invalid("", $"Line {number} of the record says “{line.Kind}”, which this version of Handrail does not know in a run.");
    }

    /// <summary>Behind the first line's end; 0 when it has none.</summary>
    static int End(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n') + 1;

    static T? Parse<T>(ReadOnlySpan<byte> line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

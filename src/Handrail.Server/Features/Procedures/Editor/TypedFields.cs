using System.Globalization;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>
/// The fields of a step's form, to and from names and values. What a form does not name stays as it is. A way is "continue", "stop", "rollback",
/// "#anchor", or "start" and "words" with words beside it.
/// </summary>
static class TypedFields
{
    public static readonly IReadOnlyList<FieldType> Types = [.. Enum.GetValues<FieldType>().Where(type => type != FieldType.Unknown)];

    public static async Task<Outcome<StepFields>> Read(IReadOnlyDictionary<string, StringValues> form, StepFields shown, HandrailDb db, CancellationToken stop)
    {
        var linked = new Dictionary<string, ProcedureLink>(StringComparer.OrdinalIgnoreCase);
        foreach (var known in shown.Answers.Select(answer => answer.Exit).Append(shown.IfItFails).OfType<Exit.Start>().Select(start => start.Procedure).Append(shown.Run).OfType<ProcedureLink>()) linked.TryAdd(known.Text, known);
        foreach (var words in Named(form).Where(words => !linked.ContainsKey(words)))
        {
            if (await Find(db, words, stop) is not { } sop) return new Refusal.Invalid("run", $"There is no procedure called “{words}”. Give its number or its title; the list under the field has them.");
            linked[words] = new(sop.Title, sop.FileName);
        }
        return Of(form, shown, words => linked.GetValueOrDefault(words.Trim()));
    }

    /// <summary>As they were typed, for the form that comes again; a procedure nobody knows keeps its words.</summary>
    public static StepFields Typed(IReadOnlyDictionary<string, StringValues> form, StepFields shown) => Of(form, shown, words => new(words, words));

    static IEnumerable<string> Named(IReadOnlyDictionary<string, StringValues> form)
    {
        if (One(form, "run") is { Length: > 0 } run) yield return run;
        if (One(form, "fails") == "start") yield return One(form, "fails-words") ?? "";
        foreach (var (way, words) in Rows(form, "answer-way").Zip(Rows(form, "answer-words"))) if (way == "start") yield return words;
    }

    static StepFields Of(IReadOnlyDictionary<string, StringValues> form, StepFields shown, Func<string, ProcedureLink?> link) => new()
    {
        Instruction = One(form, "instruction") ?? shown.Instruction,
        Detail = One(form, "detail") ?? shown.Detail,
        Values = StepFields.Single.Select(key => (key, Value: One(form, Name(key)) ?? shown.Value(key))).Where(one => one.Value.Length > 0).ToDictionary(one => one.key, one => one.Value),
        Optional = form.ContainsKey("optional-shown") ? form.ContainsKey("optional") : shown.Optional,
        Run = One(form, "run") is { } run ? run.Length == 0 ? null : link(run) : shown.Run,
        IfItFails = form.ContainsKey("fails") ? Way(One(form, "fails"), One(form, "fails-words"), link) : shown.IfItFails,
        Answers = !form.ContainsKey("answer-label") ? shown.Answers
            : [.. Rows(form, "answer-label").Zip(Rows(form, "answer-way"), Rows(form, "answer-words")).Select(row => new AnswerField(row.First, Way(row.Second, row.Third, link) ?? new Exit.Continue())).Where(answer => answer.Label.Length > 0 || answer.Exit is Exit.Start or Exit.Advice)],
        Records = !form.ContainsKey("record-label") ? shown.Records
            : [.. Rows(form, "record-label").Zip(Rows(form, "record-type"), Rows(form, "record-options")).Zip(Rows(form, "record-needed")).Select(row => Record(row.First.First, row.First.Second, row.First.Third, row.Second == "yes")).Where(record => record.Label.Length > 0 || record.Options.Count > 0)],
        Tools = !form.ContainsKey("tool-name") ? shown.Tools : [.. Rows(form, "tool-name").Zip(Rows(form, "tool-text")).Select(row => new ToolField(row.First, row.Second)).Where(tool => tool.Tool.Length + tool.Text.Length > 0)],
        Pictures = !form.ContainsKey("picture-path") ? shown.Pictures
            : [.. Rows(form, "picture-path").Zip(Rows(form, "picture-alternative")).Select(row => new PictureField(row.Second, row.First)).Where(picture => !Rows(form, "picture-gone").Contains(picture.Path))],
        Notes = !form.ContainsKey("note-text") ? shown.Notes
            : [.. Rows(form, "note-kind").Zip(Rows(form, "note-text")).Select(row => new NoteField(NoteField.Kinds.Contains(row.First) ? row.First : NoteField.Kinds[0], row.Second)).Where(note => note.Text.Length > 0)],
    };

    /// <summary>The name of an input: "role", "verified-by".</summary>
    public static string Name(FieldKey key) => key switch
    {
        FieldKey.VerifiedBy => "verified-by",
        FieldKey.OnlyIf => "only-if",
        FieldKey.ForEach => "for-each",
        _ => key.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    public static (string Way, string Words) Way(Exit? exit) => exit switch
    {
        null => ("", ""),
        Exit.Continue => ("continue", ""),
        Exit.Stop => ("stop", ""),
        Exit.RollBack => ("rollback", ""),
        Exit.GoTo go => ("#" + go.Anchor, ""),
        Exit.Start start => ("start", start.Procedure.Text),
        Exit.Advice advice => ("words", advice.Text),
        _ => throw new ArgumentException($"No way for {exit.GetType().Name}.", nameof(exit)),
    };

    static Exit? Way(string? way, string? words, Func<string, ProcedureLink?> link) => way switch
    {
        "continue" => new Exit.Continue(),
        "stop" => new Exit.Stop(),
        "rollback" => new Exit.RollBack(),
        ['#', _, ..] => new Exit.GoTo(way[1..]),
        "start" when link(words ?? "") is { } procedure => new Exit.Start(procedure),
        _ => string.IsNullOrWhiteSpace(words) ? null : new Exit.Advice(words.Trim()),
    };

    internal static RecordField Record(string label, string type, string options, bool needed)
    {
        var read = Enum.TryParse<FieldType>(type, ignoreCase: true, out var known) ? known : FieldType.Unknown;
        return new(label, Placeholders.Key(label), read, needed, read is FieldType.Choice or FieldType.Checklist or FieldType.Unknown ? options.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [], type, default);
    }

    static async Task<Sop?> Find(HandrailDb db, string words, CancellationToken stop)
    {
        var title = words.Trim();
        return await SopLinks.Find(db, title.Split(' ')[0], stop) ?? await db.Sops.AsNoTracking().Where(sop => sop.Title == title && !sop.Retired).ByNumber().FirstOrDefaultAsync(stop);
    }

    static string? One(IReadOnlyDictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var value) ? value.ToString().Trim() : null;

    static IEnumerable<string> Rows(IReadOnlyDictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var rows) ? rows.Select(row => (row ?? "").Trim()) : [];
}

using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Tests.Procedures.Printing;

/// <summary>Procedures as programs make them, for example from another format: all is in the model, and only plain detail has a text.</summary>
static class AnyModel
{
    static readonly Gen<string> Words = Gen.OneOf(
        "Disable the account", "Use *stars* and _lines_", "Press `Enter`", "a [b] c", "<b>bold</b> & more", "{#no} anchor", "Tell {{Leaver}}", "# 1 priority", "1. is a number", "- is a dash", "> is more", "a | b", "~~gone~~", "Call!", "![no picture]",
        "\\ back", "See https://example.org/a_b now", "[ ] no box", "Über & out", "漏洞扫描", "See [the page](https://example.org)", "***", "--- or so", "=", "&amp;", "a@example.org", "``` no code", "snake_case_name", "2 * 3 * 4", "(a) bracket", "It's {odd}");

    static readonly Gen<string> Label = Gen.OneOf("Ticket", "Items returned", "Leaving on bad terms?", "Über-Nr. 1", "Items (all)");
    static readonly Gen<Interval> Length = Gen.Select(Gen.Int[1, 40], Gen.Enum<IntervalUnit>()).Select((n, unit) => new Interval(n, unit));
    static readonly Gen<string[]> Names = Gen.OneOf("iso27001:A.5.1", "hipaa:164.308(a)(3)(ii)(C)", "access-control#leavers", "a, b", "[x]", "yes", "a: b", "\"quoted\"", "back\\slash", "#tag", "two words").Array[0, 4];
    static readonly Gen<string?> Scalar = Gen.OneOf<string?>(null, null, "IT manager", "a: b", "yes", "# no comment", "'q'", "\"q\"", "[x]", "{{Leaver}}", "*a", "&a", "- a", "12:30", "null", "ends:", "a #b", "Über, und so", "%", "@x", "!x", "back\\slash", "| pipe", "1", "a'b");

    static readonly Gen<RecordField> Field =
        from label in Label
        from type in Gen.Enum<FieldType>().Where(type => type != FieldType.Unknown)
        from required in Gen.Bool
        from options in Gen.OneOf("laptop", "phone", "a key", "très cher").Array[1, 3]
        select new RecordField(label, Anchors.Slug(label, int.MaxValue), type, required, type is FieldType.Choice or FieldType.Checklist ? options : [], "", default);

    static Gen<Exit> Exits(string[] anchors) => Gen.OneOf(
        Gen.OneOf<Exit>(new Exit.Continue(), new Exit.Stop(), new Exit.RollBack(), new Exit.Start(new("Another [one]", "other file.md")), new Exit.Start(new("SOP-014", "SOP-014"))),
        Gen.Int[0, anchors.Length - 1].Select(i => (Exit)new Exit.GoTo(anchors[i])));

    static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.Select(gen, Gen.Int[0, 3]).Select((value, n) => n == 0 ? value : null);

    static Gen<Step> Steps(string[] anchors, int depth) =>
        from words in Words
        from texts in Maybe(Words).Array[6]
        from within in Maybe(Gen.Select(Length, Gen.Enum<DeadlineFrom>()).Select((length, since) => new Deadline(length, since, since == DeadlineFrom.Field ? "Departure" : null)))
        from records in Field.Array[0, 2]
        from wait in Maybe(Gen.OneOf("30 days, then delete it", "until the backup is done").Select(FieldValues.Wait))
        from condition in Maybe(Gen.OneOf("x is Yes", "CVSS >= 9", "a is b or c and d is not e", "who knows", "Leaver is a member of IT").Select(ConditionReader.Read))
        from fails in Maybe(Gen.OneOf(Exits(anchors), Words.Select(text => (Exit)new Exit.Advice("Call somebody: " + text))))
        from ways in Gen.Select(Maybe(Gen.Select(Words, Gen.OneOf("a.md", "b (2).md", "../c.md#d")).Select((text, target) => new ProcedureLink(Plain(text), target))), Maybe(Gen.Select(Gen.OneOf("Security lead", "HR"), Maybe(Length)).Select((role, after) => new EscalateTo(role, after))))
        from optional in Gen.Bool
        from answers in Gen.Select(Gen.OneOf("Yes", "No", "Perhaps not", "Über 9"), Exits(anchors)).Array[0, 3]
        from children in depth > 0 && optional ? Steps(anchors, depth - 1).Array[0, 3] : Gen.Const(Array.Empty<Step>())
        select new Step
        {
            Anchor = "", AnchorIsWritten = true, Number = "", Track = default, Instruction = words, InstructionSpan = default, Span = default,
            Role = texts[0], System = texts[1], Evidence = texts[2], Verify = texts[3], VerifiedBy = texts[4], Approval = texts[5], ForEach = texts[0],
            Within = within, Records = records, Wait = wait, OnlyIf = condition, IfItFails = fails, Run = ways.Item1, Escalate = ways.Item2, Optional = optional,
            Answers = [.. answers.DistinctBy(answer => answer.Item1).Select(answer => new Answer(answer.Item1, answer.Item2, false, default))], Children = children,
        };

    /// <summary>What stands in a link's words is plain, so no link of its own.</summary>
    static string Plain(string text) => text.Contains("](", StringComparison.Ordinal) ? "the page" : text;

    public static readonly Gen<Procedure> Any =
        from counts in Gen.Select(Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int[0, 3])
        let anchors = Enumerable.Range(1, 6).Select(n => $"s{n}").ToArray()
        from main in Steps(anchors, 2).Array[counts.Item1]
        from contingencies in Steps(anchors, 1).Array[counts.Item2]
        from rollback in Steps(anchors, 1).Array[counts.Item3]
        from cut in Gen.Int[1, 4]
        from anyOrder in Gen.Bool
        from details in Gen.OneOf("Some words.", "Some words\nover two lines.", "```\n# code\n```", "- plain\n- bullets", "| a | b |\n| - | - |\n| 1 | 2 |").Array[0, 3]
        from start in Field.Array[0, 3]
        from cells in Words.Array[0, 3]
        from title in Words
        from header in Gen.Select(Scalar, Scalar, Names, Names, Maybe(Length)).Select((owner, run, controls, tags, review) => new Header { Owner = owner, Run = run, Summary = run, Controls = controls, Runners = tags, Writers = controls, Tags = tags, Review = review })
        select Made(header, title, main, contingencies, rollback, cut, anyOrder, details, start, cells);

    static Procedure Made(Header header, string title, Step[] main, Step[] contingencies, Step[] rollback, int cut, bool anyOrder, string[] details, RecordField[] start, string[] cells)
    {
        var (source, spans) = ("", new List<Detail>());
        foreach (var detail in details)
        {
            spans.Add(new(null, new(source.Length, source.Length + detail.Length)));
            source += detail + "\n";
        }
        var n = 0;
        return new()
        {
            Source = source, Header = header, Title = title, Sections = [], StartFields = start, Notes = [],
            Main = Phases("Steps", main, Track.Main, cut, anyOrder, spans, ref n), Contingencies = Phases("If something goes wrong", contingencies, Track.Contingency, cut, anyOrder, [], ref n), Rollback = Phases("Rollback", rollback, Track.Rollback, cut, anyOrder, [], ref n),
            Escalations = [.. cells.Select(cell => new EscalationRule(cell, cell, "at once", default))],
            Messages = [.. cells.Select((cell, i) => new MessageTemplate($"To number {i}", cell.Length > 0 ? "Dear {{Leaver}},\n\n- this *is* it" : "", default))],
        };
    }

    static List<Phase> Phases(string first, Step[] steps, Track track, int cut, bool anyOrder, List<Detail> details, ref int anchor)
    {
        List<Phase> phases = [];
        var number = 0;
        foreach (var chunk in steps.Chunk(cut))
        {
            var title = phases.Count == 0 ? first : $"{track} phase {phases.Count}";
            List<Step> named = [];
            foreach (var step in chunk) named.Add(Named(step, track, $"{track switch { Track.Contingency => "C", Track.Rollback => "R", _ => "" }}{++number}", named.Count == 0 ? details : [], ref anchor));
            var isAnyOrder = anyOrder && phases.Count > 0;
            phases.Add(new(title, Anchors.Slug(isAnyOrder ? title + " any order" : title), track, isAnyOrder, named, default));
        }
        return phases;
    }

    static Step Named(Step step, Track track, string number, List<Detail> details, ref int anchor)
    {
        var name = $"s{++anchor}";
        List<Step> children = [];
        foreach (var child in step.Children) children.Add(Named(child, track, $"{number}.{children.Count + 1}", [], ref anchor));
        return step with { Anchor = name, Track = track, Number = number, Details = details, Children = children };
    }
}

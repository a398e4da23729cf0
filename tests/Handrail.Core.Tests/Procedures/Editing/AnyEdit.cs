using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>Edits of every kind, of steps that are there and of some that are not.</summary>
static class AnyEdit
{
    static readonly Gen<string> Words = Gen.OneOf(
        "Lock the door", "Lock the door", "# 1 priority", "- not a bullet", "1. not a number", "[ ] no box", "> no quote", "``` no code", "`open", "**open", "--- ", "two\nlines", "", " ", "{#other}", "Take {{it}}", "a | b", "<!-- open", "<div>", "trailing\\", "Is it?", "[x](y.md)", "***", "===");

    static readonly Gen<string> Markdown = Gen.OneOf(Words, Gen.OneOf(
        "First line\n- Role: HR\n\nDetail.", "First\n\n```\ncode\n```", "First\n\n```\nopen", "a\n\n## Steps\n\n1. b", "1. a\n2. b", "First\n1. Sub\n2. Sub", "    code first", "First  \nhard break", "First\n\n    code\n\n\nmore", "| a | b |\n| - | - |\n| 1 | 2 |", "- a\n- b", "First\n- Yes: continue\n- No: stop", "a\r\n\r\nb"));

    static readonly Gen<FieldKey> Key = Gen.Enum<FieldKey>();

    public static Gen<Edit> Of(Procedure procedure)
    {
        string[] anchors = [.. procedure.AllSteps.Select(step => step.Anchor), "nowhere"], phases = [.. procedure.AllPhases.Select(phase => phase.Anchor), "nowhere"], passages = [.. Passage.All(procedure).Select(passage => passage.Address), "nowhere"];
        var step = Gen.Int[0, anchors.Length - 1].Select(i => anchors[i]);
        var phase = Gen.Int[0, phases.Length - 1].Select(i => phases[i]);
        var passage = Gen.Int[0, passages.Length - 1].Select(i => passages[i]);
        var track = Gen.Enum<Track>();
        var to = Gen.OneOf<Destination>(
            step.Select(x => (Destination)new Destination.Before(x)), step.Select(x => (Destination)new Destination.After(x)), step.Select(x => (Destination)new Destination.Under(x)),
            phase.Select(x => (Destination)new Destination.EndOfPhase(x)), track.Select(x => (Destination)new Destination.EndOf(x)), Gen.Select(track, Words, Gen.Bool).Select((t, w, o) => (Destination)new Destination.NewPhase(t, w, o)));
        var exit = Gen.OneOf(Gen.OneOf<Exit>(new Exit.Continue(), new Exit.Stop(), new Exit.RollBack(), new Exit.Start(new("Another", "another.md")), new Exit.Advice("call somebody")), step.Select(x => (Exit)new Exit.GoTo(x)));
        return Gen.OneOf(
            Gen.Select(step, Words).Select((s, w) => (Edit)new Edit.SetInstruction(s, w)),
            Gen.Select(step, Gen.Int[0, 2], Markdown).Select((s, i, m) => (Edit)new Edit.SetDetail(s, i, m)),
            Gen.Select(step, Key, Markdown, Gen.OneOf("", "Okta", "Ticket", "Yes")).Select((s, k, m, n) => (Edit)new Edit.SetField(s, k, m, n)),
            Gen.Select(step, Key, Words, Gen.OneOf("", "Okta", "Maybe")).Select((s, k, m, n) => (Edit)new Edit.AddField(s, k, m, n)),
            Gen.Select(step, Key).Select((s, k) => (Edit)new Edit.RemoveField(s, k)),
            Gen.Select(step, Words, exit).Select((s, w, x) => (Edit)new Edit.AddAnswer(s, w, x)),
            Gen.Select(step, Gen.OneOf("Yes", "No"), exit, Words).Select((s, l, x, w) => (Edit)new Edit.SetAnswer(s, l, x, w)),
            step.Select(s => (Edit)new Edit.ConfirmAnswers(s)),
            Gen.Select(step, Markdown).Select((s, m) => (Edit)new Edit.ReplaceStep(s, m)),
            Gen.Const((Edit)new Edit.WriteAnchors()),
            Gen.Select(to, Markdown).Select((t, m) => (Edit)new Edit.InsertStep(t, m)),
            step.Select(s => (Edit)new Edit.RemoveStep(s)),
            Gen.Select(step, to).Select((s, t) => (Edit)new Edit.MoveStep(s, t)),
            Gen.Select(step, to).Select((s, t) => (Edit)new Edit.MoveStep(s, t)),
            step.Select(s => (Edit)new Edit.MoveUp(s)), step.Select(s => (Edit)new Edit.MoveDown(s)), step.Select(s => (Edit)new Edit.Indent(s)), step.Select(s => (Edit)new Edit.Outdent(s)),
            Gen.Select(step, Words, Gen.Bool).Select((s, w, o) => (Edit)new Edit.InsertPhase(s, w, o)),
            Gen.Select(phase, Words, Gen.Bool).Select((p, w, o) => (Edit)new Edit.RenamePhase(p, w, o)),
            phase.Select(p => (Edit)new Edit.RemovePhase(p)),
            Words.Select(w => (Edit)new Edit.SetTitle(w)),
            Gen.Select(Gen.OneOf("title", "owner", "controls", "review", "house", "runners", "writers", "tags", "bad key"), Words.Array[0, 3]).Select((k, v) => (Edit)new Edit.SetHeader(k, v)),
            Gen.Select(Gen.Enum<SectionKind>(), Markdown).Select((k, m) => (Edit)new Edit.SetSection(k, m)),
            Gen.Select(passage, Markdown).Select((p, m) => (Edit)new Edit.SetText(p, m)),
            Gen.Select(passage, Words).Select((p, w) => (Edit)new Edit.RenameSection(p, w)),
            passage.Select(p => (Edit)new Edit.RemoveSection(p)),
            Gen.Select(Gen.Enum<SectionKind>(), Words, Markdown, Gen.Bool).Select((k, w, m, b) => (Edit)new Edit.AddSection(k, w, m, b)));
    }
}

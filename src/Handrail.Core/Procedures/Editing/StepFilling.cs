using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>What has to be edited so that a step says what was typed into its form: nothing for a field that was left alone.</summary>
sealed class StepFilling(Procedure procedure, Step step, StepFields typed)
{
    readonly StepFields _shown = StepFields.Of(procedure, step);
    readonly string _step = step.Anchor;

    public IEnumerable<Edit> Edits()
    {
        var words = Words().ToList();
        if (words.Count > 0 && Targets().Any(anchor => procedure.Find(anchor) is { AnchorIsWritten: false })) yield return new Edit.WriteAnchors();
        foreach (var edit in words) yield return edit;
    }

    IEnumerable<Edit> Words() => [.. Instruction(), .. Lines(), .. Answers(), .. Records(), .. Tools(), .. Details()];

    /// <summary>Steps that are led to: their anchors have to stand in the text.</summary>
    IEnumerable<string> Targets() => typed.Answers.Select(answer => answer.Exit).Append(typed.IfItFails).OfType<Exit.GoTo>().Select(go => go.Anchor);

    IEnumerable<Edit> Instruction()
    {
        if (TextLines.OneLine(typed.Instruction) != _shown.Instruction) yield return new Edit.SetInstruction(_step, typed.Instruction);
    }

    IEnumerable<Edit> Lines()
    {
        foreach (var key in StepFields.Single)
            foreach (var edit in Line(key, TextLines.OneLine(typed.Value(key)), _shown.Value(key))) yield return edit;
        if (typed.Run != _shown.Run) yield return typed.Run is null ? new Edit.RemoveField(_step, FieldKey.Run) : new Edit.SetField(_step, FieldKey.Run, FieldWords.Of(typed.Run));
        if (typed.IfItFails != _shown.IfItFails) yield return typed.IfItFails is null ? new Edit.RemoveField(_step, FieldKey.IfItFails) : new Edit.SetField(_step, FieldKey.IfItFails, FieldWords.Of(typed.IfItFails, procedure.Find));
        if (typed.Optional != _shown.Optional) yield return typed.Optional ? new Edit.AddField(_step, FieldKey.Optional, "") : new Edit.RemoveField(_step, FieldKey.Optional);
    }

    /// <summary>The form shows the first of several lines of one key; emptied, none may come up in its place.</summary>
    IEnumerable<Edit> Line(FieldKey key, string now, string was) =>
        now == was ? [] : now.Length == 0 ? step.Lines.Where(line => line.Key == key).Select(_ => new Edit.RemoveField(_step, key)) : [new Edit.SetField(_step, key, now)];

    IEnumerable<Edit> Answers()
    {
        var pairs = Paired(_shown.Answers, [.. typed.Answers.Where(answer => answer.Label.Trim().Length > 0)], answer => answer.Label);
        if (pairs.TrueForAll(pair => pair.Was == pair.Now)) yield break;
        if (step.Answers.Any(answer => answer.Inferred)) yield return new Edit.ConfirmAnswers(_step);
        foreach (var (was, now) in pairs.Where(pair => pair.Was != pair.Now))
            yield return now is null ? new Edit.RemoveField(_step, FieldKey.Answer, was!.Label) : was is null ? new Edit.AddAnswer(_step, now.Label, now.Exit) : new Edit.SetAnswer(_step, was.Label, now.Exit, now.Label);
    }

    IEnumerable<Edit> Records()
    {
        foreach (var (was, now) in Paired(_shown.Records, [.. typed.Records.Where(record => record.Label.Trim().Length > 0)], record => record.Label))
            if (now is null) yield return new Edit.RemoveField(_step, FieldKey.Record, was!.Label);
            else if (was is null) yield return new Edit.AddField(_step, FieldKey.Record, FieldWords.Of(now));
            else if (FieldWords.Of(was) != FieldWords.Of(now)) yield return new Edit.SetField(_step, FieldKey.Record, FieldWords.Of(now), was.Label);
    }

    IEnumerable<Edit> Tools()
    {
        foreach (var (was, now) in Paired(_shown.Tools, [.. typed.Tools.Where(tool => tool.Tool.Trim().Length > 0 && tool.Text.Trim().Length > 0)], tool => tool.Tool))
            if (was is not null && (now is null || !was.Tool.Equals(now.Tool, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new Edit.RemoveField(_step, FieldKey.In, was.Tool);
                if (now is not null) yield return new Edit.AddField(_step, FieldKey.In, now.Text, now.Tool);
            }
            else if (was is null) yield return new Edit.AddField(_step, FieldKey.In, now!.Text, now.Tool);
            else if (TextLines.Tidy(now!.Text) != was.Text) yield return new Edit.SetField(_step, FieldKey.In, now.Text, was.Tool);
    }

    /// <summary>Those of the same name belong together; of the rest the first to the first, as one that was renamed.</summary>
    static List<(T? Was, T? Now)> Paired<T>(IReadOnlyList<T> was, IReadOnlyList<T> now, Func<T, string> name) where T : class
    {
        List<T> left = [.. was], renamed = [];
        List<(T?, T?)> pairs = [];
        foreach (var one in now)
            if (left.FirstOrDefault(old => name(old).Equals(name(one).Trim(), StringComparison.OrdinalIgnoreCase)) is { } same)
            {
                left.Remove(same);
                pairs.Add((same, one));
            }
            else renamed.Add(one);
        for (var i = 0; i < Math.Max(left.Count, renamed.Count); i++) pairs.Add((left.ElementAtOrDefault(i), renamed.ElementAtOrDefault(i)));
        return pairs;
    }

    /// <summary>From the last to the first, so that none changes the place of one that is still to be edited; what is new comes at the end.</summary>
    IEnumerable<Edit> Details()
    {
        var pieces = StepPiece.All(procedure, step);
        List<(int Index, string Text)> changes = [.. TextPieces(pieces), .. PicturePieces(pieces), .. NotePieces(pieces)];
        var gone = changes.Count(change => change.Index < pieces.Count && change.Text.Length == 0);
        foreach (var (index, text) in changes.Where(change => change.Index < pieces.Count).OrderByDescending(change => change.Index)) yield return new Edit.SetDetail(_step, index, text);
        var end = pieces.Count - gone;
        foreach (var (_, text) in changes.Where(change => change.Index >= pieces.Count)) yield return new Edit.SetDetail(_step, end++, text);
    }

    /// <summary>Only between the first and the last piece that differ is anything written.</summary>
    IEnumerable<(int Index, string Text)> TextPieces(List<StepPiece> all)
    {
        var left = TextLines.Tidy(typed.Detail);
        if (left == _shown.Detail) yield break;
        var (pieces, first) = (all.Where(piece => piece.IsText).ToList(), 0);
        for (; first < pieces.Count && (left == pieces[first].Text || left.StartsWith(pieces[first].Text + "\n\n", StringComparison.Ordinal)); first++) left = left[pieces[first].Text.Length..].TrimStart('\n');
        var last = pieces.Count;
        for (; last > first && (left == pieces[last - 1].Text || left.EndsWith("\n\n" + pieces[last - 1].Text, StringComparison.Ordinal)); last--) left = left[..^pieces[last - 1].Text.Length].TrimEnd('\n');

        for (var i = last - 1; i > first; i--) yield return (pieces[i].Index, "");
        if (first < last) yield return (pieces[first].Index, left);
        else if (left.Length > 0) yield return first < pieces.Count ? (pieces[first].Index, $"{left}\n\n{pieces[first].Text}") : (all.Count, left);
    }

    IEnumerable<(int Index, string Text)> PicturePieces(List<StepPiece> all)
    {
        foreach (var (was, now) in Matched(all.Where(piece => piece.Picture is not null), typed.Pictures, (piece, picture) => piece.Picture!.Path == picture.Path))
            if (now is null) yield return (was!.Index, "");
            else if (was is null) yield return (all.Count, StepPiece.Written(now));
            else if (TextLines.OneLine(now.Alternative) != was.Picture!.Alternative) yield return (was.Index, StepPiece.Written(now));
    }

    IEnumerable<(int Index, string Text)> NotePieces(List<StepPiece> all)
    {
        var notes = all.Where(piece => piece.Note is not null).ToList();
        List<NoteField> now = [.. typed.Notes.Where(note => note.Text.Trim().Length > 0).Select(note => note with { Text = TextLines.Tidy(note.Text) })];
        for (var i = 0; i < Math.Max(notes.Count, now.Count); i++)
            if (i >= now.Count) yield return (notes[i].Index, "");
            else if (i >= notes.Count) yield return (all.Count, StepPiece.Written(now[i]));
            else if (now[i] != notes[i].Note) yield return (notes[i].Index, StepPiece.Written(now[i]));
    }

    static List<(StepPiece? Was, PictureField? Now)> Matched(IEnumerable<StepPiece> was, IReadOnlyList<PictureField> now, Func<StepPiece, PictureField, bool> same)
    {
        var left = was.ToList();
        List<(StepPiece?, PictureField?)> pairs = [];
        foreach (var picture in now)
        {
            var match = left.FirstOrDefault(piece => same(piece, picture));
            if (match is not null) left.Remove(match);
            pairs.Add((match, picture));
        }
        return [.. pairs, .. left.Select(piece => ((StepPiece?)piece, (PictureField?)null))];
    }
}

using System.Text.RegularExpressions;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Actor = Handrail.Core.Running.Actor;

namespace Handrail.Cli.Running;

/// <param name="File">To be disposed when the run is left.</param>
sealed record Begun(RunFile File, Guide Guide);

/// <summary>How a run is begun or taken up again.</summary>
static partial class Beginning
{
    static TimeProvider Clock => TimeProvider.System;

    public static Outcome<Begun> Start(string? path, string? record, RunKind kind, Terminal terminal, string person, string[] roles)
    {
        if (path is null) return new Refusal.Invalid("file", "Name the procedure to run, or a record with --resume.");
        if (!Files.Procedure(path).Granted(out var procedure, out var refusal)) return refusal;
        var actor = Person(person, roles, procedure);
        if (!Ask(procedure, new StartRun(Path.GetFileName(path), kind), actor, terminal).Granted(out var facts, out var notStarted)) return notStarted;
        var target = record ?? RunFile.NameFor(path);
        if (!RunFile.Create(target, new(RecordFile.Format, From(target, path), Digest.OfText(procedure.Source).ToHex())).Granted(out var file, out var notMade)) return notMade;
        var now = Instant.Now(Clock);
        List<RunEntry> entries = [.. facts.Select(fact => new RunEntry(now, actor.Id, fact))];
        if (file.Append(entries).Refusal is { } notWritten) return notWritten;
        return new Begun(file, new(terminal, file, RunState.Fold(procedure, entries), actor, Clock));
    }

    public static Outcome<Begun> Resume(string record, string? path, Terminal terminal, string person, string[] roles)
    {
        if (!RunFile.Resume(record).Granted(out var opened, out var refusal)) return refusal;
        var header = opened.Run.Header;
        if (opened.Run.Entries.Count == 0)
        {
            opened.File.Dispose();
            return new Refusal.Invalid("", $"Nothing has happened in {record} yet. Begin the run anew.");
        }
        path ??= Path.Combine(Path.GetDirectoryName(record) ?? "", header.Procedure);
        var taken = Files.Procedure(path).Then(procedure => Digest.OfText(procedure.Source).ToHex() == header.Sha256
            ? new Begun(opened.File, new(terminal, opened.File, RunState.Fold(procedure, opened.Run.Entries), Person(person, roles, procedure), Clock))
            : (Outcome<Begun>)new Refusal.Conflict($"{path} has changed since the run was begun. Put the earlier text back, or name it: handrail run EARLIER.md --resume {record}."));
        if (taken.Refusal is not null) opened.File.Dispose();
        return taken;
    }

    /// <summary>The fields before the first step; what the engine refuses is asked again.</summary>
    static Outcome<IReadOnlyList<RunFact>> Ask(Procedure procedure, StartRun act, Actor actor, Terminal terminal)
    {
        if (procedure.Main.All(phase => phase.Steps.Count == 0)) return RunEngine.Start(procedure, act, actor, Instant.Now(Clock));
        terminal.Say(procedure.Title, "bold");
        foreach (var field in procedure.StartFields)
            if (terminal.Field(field) is { } value) act = act with { Fields = [.. act.Fields, value] };
        while (true)
        {
            var outcome = RunEngine.Start(procedure, act, actor, Instant.Now(Clock));
            if (outcome.Refusal is not Refusal.Invalid { Field: var key } refusal || terminal.Ended || procedure.StartFields.FirstOrDefault(field => field.Key == key) is not { } wrong) return outcome;
            terminal.Say(refusal.Message, "red");
            if (terminal.Field(wrong) is { } value) act = act with { Fields = [.. act.Fields.Where(had => had.Field != key), value] };
        }
    }

    /// <summary>Offline nobody can look up who holds what: whoever names no roles is taken to hold all that the procedure names.</summary>
    static Actor Person(string name, string[] roles, Procedure procedure) =>
        new(name, name, roles.Length > 0 ? roles : [.. procedure.AllSteps.SelectMany(step => new[] { step.Role, step.VerifiedBy, step.Approval }).OfType<string>().SelectMany(role => Separators().Split(role)).Distinct()]);

    static string From(string record, string procedure) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(record)) ?? "/", Path.GetFullPath(procedure)).Replace('\\', '/');

    [GeneratedRegex(@"\s*(?:,|/|\bor\b)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();
}

using System.CommandLine;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;

namespace Handrail.Cli.Commands;

/// <summary>The check of an evidence pack on the auditor's own machine, without a server.</summary>
static class VerifyCommand
{
    public static Command Make()
    {
        var pack = new Argument<string>("pack") { Description = "An evidence pack (.zip)." };
        var key = new Option<string?>("--key") { Description = "The organization's key as you were given it by another way. Without it the pack vouches only for itself." };
        var kept = new Option<string?>("--head") { Description = "A signed head that you kept from an earlier pack (its head.txt): was anything before it changed since?" };
        var command = new ExampleCommand("verify", "Check an evidence pack offline. Exits with 0 only when nothing is wrong.", "handrail verify R-1042.zip --key handrail.example/acme+a1b2c3d4+AbCd...") { pack, key, kept };
        command.SetAction(parsed => Run(parsed.GetValue(pack)!, parsed.GetValue(key), parsed.GetValue(kept)));
        return command;
    }

    static int Run(string path, string? vkey, string? headFile)
    {
        var key = default(NoteKey);
        if (vkey is not null && !NoteKey.Parse(vkey.Trim()).Granted(out key, out var badKey)) return ExitCode.Of(badKey);
        var kept = default(SignedNote);
        if (headFile is not null && !Files.Bytes(headFile).Then(bytes => SignedNote.Parse(bytes)).Granted(out kept, out var badHead)) return ExitCode.Of(badHead);
        if (!Files.Try(path, () => File.OpenRead(path)).Granted(out var zip, out var refusal)) return ExitCode.Of(refusal);
        using (zip)
        {
            var report = EvidencePackVerifier.Verify(zip, key, kept);
            Print(report);
            return report.Holds ? ExitCode.Done : ExitCode.Invalid;
        }
    }

    static void Print(PackReport report)
    {
        var to = Screen.Out;
        if (report.Title.Length > 0) to.Line(report.Title, "bold");
        foreach (var entry in report.Entries) to.Line($"  {entry.At}  {(entry.Redacted ? $"{entry.Kind} in {entry.Subject}: removed" : entry.Sentence)}");
        to.Line($"{report.Entries.Count} entries, {report.Files} evidence files and {report.Revisions} procedure texts were checked.");
        if (report.Head is { } head) to.Line($"Journal: {report.Key?.Name}, {head.Size} entries, root {head.Root}");
        if (report.Continues is { } old) to.Line($"It continues the head of {old.Size} entries that you kept.");
        to.Line();
        if (report.Holds) to.Line("Nothing is wrong with this pack.", "green");
        else to.Line("WRONG:", "red");
        foreach (var finding in report.Findings) to.Line($"  {finding}", "red");
        to.Line();
        foreach (var remark in report.Remarks) to.Line($"- {remark}");
    }
}

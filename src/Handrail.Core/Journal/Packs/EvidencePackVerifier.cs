namespace Handrail.Core.Journal.Packs;

/// <summary>Checks an evidence pack offline. Whatever the bytes are, the answer is a report.</summary>
public static class EvidencePackVerifier
{
    /// <param name="zip">Must be seekable; is left open.</param>
    /// <param name="kept">A head of this journal that the auditor has kept, from an earlier pack or visit: is it continued?</param>
    /// <param name="expected">The key as the auditor was given it by another way. Without it the pack only vouches for itself, and the report says so.</param>
    public static PackReport Verify(Stream zip, NoteKey? expected = null, SignedNote? kept = null, PackLimits? limits = null)
    {
        limits ??= new PackLimits();
        var findings = new List<PackFinding>();
        void Found(string place, string problem)
        {
            if (findings.Count < limits.MaxFindings) findings.Add(new(Foreign.Text(place), Foreign.Text(problem)));
        }

        using var archive = PackArchive.Open(zip, limits, Found);
        if (archive is null) return new() { Findings = findings, Remarks = ["Nothing in this file could be checked."], Entries = [] };
        var pack = new PackContents(archive, Found);
        var reading = new PackReading(pack, Found);
        reading.ReadKey(expected);
        reading.ReadHead();
        reading.ReadSeal();
        reading.ReadHistory(kept);
        reading.ReadEntries();
        reading.ReadRevisions();
        reading.ReadFiles();
        pack.FindMissing();
        return reading.Report(findings, expected is not null);
    }
}

/// <summary>Words out of a pack, made fit to print: they may hold anything, terminal commands too.</summary>
static class Foreign
{
    const int Longest = 500;

    public static string Text(string text) => string.Concat(text.Take(Longest).Select(c => char.IsControl(c) ? '?' : c)) + (text.Length > Longest ? " …" : "");
}

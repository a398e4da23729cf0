using System.Text;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Doctor;
using Handrail.Server.Features.Journal;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Doctor;

/// <summary>Whatever was changed behind the server's back is found, and named.</summary>
public sealed class ExaminationTests : IAsyncLifetime
{
    readonly Furnished _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();
    public ValueTask DisposeAsync() => _site.DisposeAsync();

    TestServer Server => _site.Office.Server;
    CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<List<Check>> Examine() => await Examination.Everything(Server.Services, Stop).ToListAsync(Stop);

    async Task<string> Problems() => string.Join('\n', (await Examine()).SelectMany(check => check.Problems.Select(problem => $"{check.Name}: {problem}")));

    Task<int> ByHand(Func<HandrailDb, Task<int>> change) => Server.InDatabase(change);

    Task<JournalRow> Row(string kind) => Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Kind == kind).OrderBy(row => row.Index).FirstAsync(Stop));

    sealed record Bytes(byte[] Leaf, byte[] LeafHash, byte[]? Payload, byte[]? Salt)
    {
        public string Said => Encoding.UTF8.GetString(Payload!);
    }

    Task<int> Rewrite(JournalRow row, Func<Bytes, Bytes> rewrite)
    {
        var now = rewrite(new(row.Leaf, row.LeafHash, row.Payload, row.Salt));
        return ByHand(db => db.JournalRows.IgnoreQueryFilters().Where(entry => entry.Index == row.Index).ExecuteUpdateAsync(entry => entry
            .SetProperty(old => old.Leaf, now.Leaf).SetProperty(old => old.LeafHash, now.LeafHash).SetProperty(old => old.Payload, now.Payload).SetProperty(old => old.Salt, now.Salt), Stop));
    }

    /// <summary>Somebody who knows the format writes an entry anew, so that it is consistent in itself.</summary>
    Task<int> Forge(JournalRow row, Func<string, string> change) => Rewrite(row, old =>
    {
        var payload = Encoding.UTF8.GetBytes(change(old.Said));
        Assert.NotEqual(old.Payload, payload);
        var (before, now) = (JournalEntry.Parse(old.Leaf).Value.Commitment, Digest.Of([.. old.Salt!, .. payload]));
        var leaf = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(old.Leaf).Replace(before.ToString(), now.ToString(), StringComparison.Ordinal));
        return new(leaf, MerkleTree.Leaf(leaf).ToArray(), payload, old.Salt);
    });

    /// <summary>Looking at an entry signs the journal as it stands.</summary>
    Task Sign() => _site.Office.Ada.Get("/journal/0");

    [Fact]
    public async Task Nothing_is_wrong_with_what_the_server_wrote()
    {
        await _site.Office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        await Sign();
        await _site.Office.Ada.Act(_site.Run, "front", "note", ("text", "and on"));
        await Sign();

        var checks = await Examine();

        Assert.All(checks, check => Assert.Empty(check.Problems));
        Assert.Equal(["Database", "Disk", "Mail", "Northwind Dental, journal", "Northwind Dental, procedures", "Northwind Dental, runs", "Northwind Dental, files",
            "Rival & Sons, journal", "Rival & Sons, procedures", "Rival & Sons, runs", "Rival & Sons, files", "Clock"], checks.Select(check => check.Name));
        Assert.Contains("2 signed heads", checks[3].Seen, StringComparison.Ordinal);
        Assert.StartsWith("1 runs", checks[5].Seen, StringComparison.Ordinal);
        Assert.StartsWith("2 files", checks[6].Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_changed_entry_is_named_with_what_was_done_to_it()
    {
        await Sign();
        var (changed, bytes, column, gone) = (await Row("RunStarted"), await Row("ProcedureAdded"), await Row("ApiTokenMade"), await Row("FileStored"));
        await Rewrite(changed, old => old with { Payload = Encoding.UTF8.GetBytes(old.Said.Replace("Ada", "Eve", StringComparison.Ordinal)) });
        await Rewrite(bytes, old => old with { Leaf = [.. old.Leaf[..^1], (byte)' ', .. old.Leaf[^1..]] });
        await ByHand(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Index == column.Index).ExecuteUpdateAsync(row => row.SetProperty(entry => entry.At, new Instant(1)), Stop));
        await ByHand(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Index == gone.Index).ExecuteDeleteAsync(Stop));

        var problems = await Problems();

        Assert.Contains($"Northwind Dental, journal: entry {changed.Index} (RunStarted, run/{_site.Run}): what it says was changed after it was written.", problems, StringComparison.Ordinal);
        Assert.Contains($"entry {bytes.Index} (ProcedureAdded, procedure/SOP-001): its bytes are not those that were hashed.", problems, StringComparison.Ordinal);
        Assert.Contains($"entry {column.Index} (ApiTokenMade, {column.Subject}): its columns do not say what the entry says", problems, StringComparison.Ordinal);
        Assert.Contains($"entry {gone.Index}: it is missing.", problems, StringComparison.Ordinal);
        Assert.Contains($"Northwind Dental, runs: {_site.Run}: not held against the journal", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("entry 0", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_was_forged_with_all_its_hashes_does_not_fit_what_was_signed()
    {
        await Sign();
        var between = await _site.Office.JournalSize();
        await _site.Office.Ada.Act(_site.Run, "front", "note", ("text", "the door is shut"));
        await Sign();
        await Forge(await Row("NoteAdded"), text => text.Replace("shut", "open", StringComparison.Ordinal));

        var problems = await Problems();

        Assert.Contains($"signed head of {between + 1} entries: the entries are not those it was signed over. One from entry {between} to entry {between} was changed.", problems, StringComparison.Ordinal);
        Assert.Contains("The head row does not follow from the entries.", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_full_tile_the_forged_entry_itself_is_named_and_a_deleted_one_does_not_end_the_check()
    {
        await Append(600);
        var forged = await Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Subject == "environment/many").OrderBy(row => row.Index).FirstAsync(Stop));
        await Forge(forged, text => text.Replace("\"value\":\"0\"", "\"value\":\"7\"", StringComparison.Ordinal));
        await ByHand(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Index == 300).ExecuteDeleteAsync(Stop));

        var problems = await Problems();

        Assert.Contains($"entry {forged.Index}: its hash is not the one kept in tile/0/000", problems, StringComparison.Ordinal);
        Assert.Contains("entry 300: it is missing.", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be followed", problems, StringComparison.Ordinal);
        Assert.Contains("entry 301 (EnvironmentValueSet, environment/many): it names entry 300 as the one before it about this, but that is entry 299.", problems, StringComparison.Ordinal);
    }

    Task Append(int facts) => _site.Office.InChange(async change =>
    {
        for (var i = 0; i < facts; i++) await change.Append("environment/many", new EnvironmentValueSet("many", $"{i}"), Stop);
    });

    [Fact]
    public async Task A_journal_whose_end_was_cut_off_has_a_head_that_says_so()
    {
        await Sign();
        var size = await _site.Office.JournalSize();
        await ByHand(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Index >= size - 2).ExecuteDeleteAsync(Stop));
        Assert.Contains($"entries {size - 2} to {size - 1}: they are missing.", await Problems(), StringComparison.Ordinal);

        await ByHand(db => db.JournalHeads.IgnoreQueryFilters().ExecuteUpdateAsync(head => head.SetProperty(row => row.Size, size - 2), Stop));
        Assert.Contains($"A head of {size} entries was signed, and there are {size - 2}", await Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_row_that_went_back_leaves_entries_behind_it()
    {
        var size = await _site.Office.JournalSize();
        await ByHand(db => db.JournalHeads.IgnoreQueryFilters().ExecuteUpdateAsync(head => head.SetProperty(row => row.Size, size - 1), Stop));

        var problems = await Problems();

        Assert.Contains($"There are entries after the last one, which is {size - 2}", problems, StringComparison.Ordinal);
        Assert.Contains("The head row does not follow from the entries.", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_that_does_not_hold_is_named_by_its_head()
    {
        await Sign();
        var size = await _site.Office.JournalSize();
        await ByHand(db => db.SignedHeads.IgnoreQueryFilters().ExecuteUpdateAsync(head => head.SetProperty(row => row.Note, row => row.Note.Replace($"\n{size}\n", $"\n{size - 1}\n")), Stop));
        Assert.Contains($"signed head of {size} entries: The signature of handrail/", await Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_is_gone_is_right_only_where_an_entry_says_who_removed_it_and_why()
    {
        var (allowed, secret) = (await Row("ApiTokenMade"), await Row("FileStored"));
        await _site.Office.InChange(change => change.Append(allowed.Subject, new EntryRedacted(allowed.Index, "asked for by the person"), Stop));
        foreach (var row in new[] { allowed, secret }) await Rewrite(row, old => old with { Payload = null, Salt = null });

        var problems = await Problems();

        Assert.Contains($"entry {secret.Index}: who and what were removed, and no entry says so.", problems, StringComparison.Ordinal);
        Assert.DoesNotContain($"entry {allowed.Index}", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_tells_otherwise_than_the_journal_is_named_with_both()
    {
        await ByHand(db => db.Runs.IgnoreQueryFilters().ExecuteUpdateAsync(run => run.SetProperty(row => row.Deviations, 3).SetProperty(row => row.Now, "Go home"), Stop));

        var problems = await Problems();

        Assert.Contains($"Northwind Dental, runs: {_site.Run}: lists say 3 deviations, the journal says 0 deviations.", problems, StringComparison.Ordinal);
        Assert.Contains($"{_site.Run}: lists say now “Go home”, the journal says now “Lock the front door”.", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_deleted_from_its_table_is_missed()
    {
        await ByHand(db => db.Runs.IgnoreQueryFilters().ExecuteDeleteAsync(Stop));
        await ByHand(db => db.StoredFiles.IgnoreQueryFilters().Where(file => file.Sha256 == _site.Sha256).ExecuteDeleteAsync(Stop));

        var problems = await Problems();

        Assert.Contains($"{_site.Run}: the journal tells of this run, and it is not there.", problems, StringComparison.Ordinal);
        Assert.Contains($"file {_site.Sha256}: the journal tells that it was stored, and its row is not there.", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_in_force_that_was_changed_is_named_also_when_its_hash_was_changed_with_it()
    {
        var first = await Server.InDatabase(db => db.Sops.IgnoreQueryFilters().Where(sop => sop.Number == 1).Select(sop => sop.LatestId).SingleAsync(Stop));
        await ByHand(db => db.Revisions.IgnoreQueryFilters().Where(row => row.Id == first).ExecuteUpdateAsync(row => row.SetProperty(revision => revision.Text, revision => revision.Text.Replace("Lock", "Open")), Stop));
        Assert.Contains("Northwind Dental, procedures: SOP-001 v1: its text was changed", await Problems(), StringComparison.Ordinal);

        var hash = Handrail.Server.Features.Procedures.ProcedureTexts.Hash(await Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().Where(row => row.Id == first).Select(row => row.Text).SingleAsync(Stop)));
        await ByHand(db => db.Revisions.IgnoreQueryFilters().Where(row => row.Id == first).ExecuteUpdateAsync(row => row.SetProperty(revision => revision.Sha256, hash), Stop));
        Assert.Contains("SOP-001 v1: its text is not the one that was published.", await Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_and_a_missing_file_are_named_by_their_hash()
    {
        var files = Directory.GetFiles(Path.Combine(Server.DataFolder, "files"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 64).ToList();
        var evidence = files.Single(file => file.EndsWith(_site.Sha256, StringComparison.Ordinal));
        var picture = files.First(file => file != evidence);
        await File.AppendAllTextAsync(evidence, "!", Stop);
        File.Delete(picture);

        var problems = await Problems();

        Assert.Contains($"Northwind Dental, files: file {_site.Sha256} (note.txt): its bytes were changed.", problems, StringComparison.Ordinal);
        Assert.Contains($"file {Path.GetFileName(picture)} (lock.png): it is missing.", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_behind_the_journal_and_a_lost_signing_key_are_noticed()
    {
        await ByHand(db => db.JournalHeads.IgnoreQueryFilters().ExecuteUpdateAsync(head => head.SetProperty(row => row.ProtectedSeed, new byte[50]), Stop));
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddHours(-1));

        var problems = await Problems();

        Assert.Contains("Clock: It says 2026-03-02T08:00:00.000000Z, but a journal has an entry of 2026-03-02T09:00:00", problems, StringComparison.Ordinal);
        Assert.Contains("It cannot be signed any more", problems, StringComparison.Ordinal);
    }
}

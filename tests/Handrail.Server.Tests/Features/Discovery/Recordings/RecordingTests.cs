using System.Net;
using System.Text;
using Handrail.Core.Discovery;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Features.Procedures.Editor;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Discovery.Recordings;

/// <summary>What is done is written down while it is done, and becomes a draft.</summary>
public sealed class RecordingTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task A_session_becomes_a_draft_in_one_act_and_is_opened_in_the_editor()
    {
        Assert.NotNull((await Ada.Get("/procedures/new")).Find("a[href='/recordings/new']"));
        var recording = await Ada.Record("Close the office");
        await Ada.Note(recording, EntryKind.Did, ("words", "Lock the front door"), ("saw", "the bolt is out"), ("system", "Master key"));
        await Ada.Note(recording, EntryKind.Decided, ("words", "Is anybody still in?"), ("then", "Nobody"), ("others", "Somebody, the cleaner"));
        await Ada.Note(recording, EntryKind.WentWrong, ("words", "The alarm did not start"), ("then", "Call the guards"));

        var editor = await Ada.End(recording, "draft", ("purpose", "So that nobody walks in."));
        Assert.EndsWith("/draft/steps", editor, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get(editor)).Status);
        var text = await Ada.SourceOf(editor.Split('/')[2]);
        Assert.Contains("1. Lock the front door {#lock-the-front-door}\n   - System: Master key\n   - Verify: the bolt is out\n", text, StringComparison.Ordinal);
        Assert.Contains("- Nobody: continue\n   - Somebody: continue\n   - the cleaner: continue\n   - If it fails: go to [Call the guards](#call-the-guards)", text, StringComparison.Ordinal);
        Assert.Contains("## Purpose\n\nSo that nobody walks in.\n", text, StringComparison.Ordinal);
        Assert.Equal(["RecordingStarted", "RecordingNoted", "RecordingNoted", "RecordingNoted", "RecordingFinished", "RecordingDrafted"], await Kinds(recording));
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + editor.Split('/')[2]));
    }

    [Fact]
    public async Task Entries_are_corrected_moved_and_taken_back_and_each_is_a_fact()
    {
        var recording = await Ada.Record("Tidy up");
        foreach (var words in new[] { "one", "two", "three" }) await Ada.Did(recording, words);
        await Ada.Press(recording, 3, "up");
        await Ada.Press(recording, 1, "remove");
        var corrected = await (await Ada.Get(recording + "?entry=2")).Submit("form.entry", ("words", "Two, but better"));
        Assert.Equal(recording, corrected.Location);

        Assert.Equal(["three", "Two, but better"], (await Ada.Get(recording)).Noted());
        Assert.Equal(["RecordingStarted", "RecordingNoted", "RecordingNoted", "RecordingNoted", "RecordingMoved", "RecordingTakenBack", "RecordingCorrected"], await Kinds(recording));
        // The first one cannot go further up, and nothing is written about it.
        var size = await office.JournalSize();
        await (await Ada.Get(recording)).Submit($"form[action='{recording}/entries/3']", ("act", "up"));
        Assert.Equal(size, await office.JournalSize());
    }

    [Fact]
    public async Task The_fact_holds_the_session_by_its_hash()
    {
        var recording = await Ada.Record("Count the keys");
        await Ada.Did(recording, "Count them");

        var row = await Row(recording);
        var entry = await office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(entry => entry.Subject == row.Subject).OrderBy(entry => entry.Index).LastAsync());
        Assert.Contains(row.Sha256, Encoding.UTF8.GetString(entry.Payload!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_each_entry_is_kept_and_a_pause_does_not_count()
    {
        var recording = await Ada.Record("Water the plants");
        office.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        await Ada.Did(recording, "Fill the can");
        office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var paused = await (await Ada.Get(recording)).Submit("form[action$='/pause']");
        Assert.Equal("/recordings", paused.Location);
        Assert.Contains("Paused", (await Ada.Get("/recordings")).Find($"li:has(a[href='{recording}']) .badge")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await Ada.Get("/")).Find($"a[href='{recording}']"));
        office.Server.Clock.Advance(TimeSpan.FromMinutes(50));
        await (await Ada.Get(recording)).Submit("form[action$='/resumption']");
        office.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await Ada.Did(recording, "Pour it out");

        Assert.Equal([240, 180], (await Row(recording)).Read().Entries.Select(entry => entry.Seconds));
        var text = await Ada.SourceOf(await Ada.DraftOf(recording));
        Assert.Null((await Ada.Get("/")).Find($"a[href='{recording}']"));
        Assert.Contains("Took 4 minutes when it was recorded on 2026-03-02.", text, StringComparison.Ordinal);
        Assert.Contains("in 7 minutes.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_each_entry_the_first_field_has_the_focus_again()
    {
        var recording = await Ada.Record("Sweep");
        await Ada.Did(recording, "Fetch the broom");

        var focused = Assert.Single((await Ada.Get(recording)).All("[autofocus]"));
        Assert.Equal("words", focused.GetAttribute("name"));
        Assert.Equal("", focused.GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData(EntryKind.Did, "words", "", "then", "", "Say in one short sentence what you did.")]
    [InlineData(EntryKind.Decided, "words", "Is it late?", "then", "", "Say which answer you took.")]
    [InlineData(EntryKind.WentWrong, "words", "", "then", "I waited", "Say what went wrong.")]
    public async Task What_is_missing_is_said_and_what_was_typed_stands_in_the_form_again(EntryKind kind, string first, string words, string second, string then, string message)
    {
        var recording = await Ada.Record("Wait");

        var answer = await Ada.TryNote(recording, kind, (first, words), (second, then), ("saw", "a clock"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(message, answer.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("a clock", answer.Find("#saw")!.GetAttribute("value"));
        Assert.NotNull(answer.Find(answer.Find("[role=alert] a")!.GetAttribute("href")!));
        Assert.Equal(["RecordingStarted"], await Kinds(recording));
    }

    [Fact]
    public async Task A_picture_loses_what_was_written_beside_its_pixels_and_comes_into_the_draft()
    {
        var recording = await Ada.Record("Look at the lamp");
        await Ada.Note(recording, EntryKind.Did, ("words", "Look at the lamp"), ("picture", new Upload("lamp.png", TinyPictures.Png)), ("alternative", "The lamp is green"));

        var address = (await Ada.Get(recording)).Find(".noted img")!.GetAttribute("src")!;
        Assert.DoesNotContain("Secret", (await Ada.Get(address)).Body, StringComparison.Ordinal);
        var sop = await Ada.DraftOf(recording);
        var path = $"look-at-the-lamp-{address.Split('/')[^1][..8]}.png";
        Assert.Contains($"![The lamp is green]({path})", await Ada.SourceOf(sop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get($"/procedures/{sop}/revisions/1/images/{path}")).Status);
    }

    [Fact]
    public async Task What_a_picture_shows_is_asked_for_before_it_is_finished()
    {
        var recording = await Ada.Record("Look at the dial");
        await Ada.Note(recording, EntryKind.Did, ("words", "Look at the dial"), ("picture", new Upload("dial.png", TinyPictures.Png)));

        var asked = await Ada.TryEnd(recording, "draft", ("purpose", "To know"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal("To know", asked.Find("#purpose")!.GetAttribute("value"));
        Assert.NotNull(asked.Find("#alternative-1[aria-invalid]"));
        Assert.Contains("![The dial at ten](", await Ada.SourceOf(await Ada.DraftOf(recording, ("alternative-1", "The dial at ten"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_and_a_picture_is_changed_with_its_entry()
    {
        var recording = await Ada.Record("Look around");
        var refused = await Ada.TryNote(recording, EntryKind.Did, ("words", "Look"), ("picture", new Upload("lamp.png", "not a picture"u8.ToArray())));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Look", refused.Find("#words")!.GetAttribute("value"));
        await Ada.Note(recording, EntryKind.Did, ("words", "Look"), ("picture", new Upload("lamp.png", TinyPictures.Png)));

        var described = await (await Ada.Get(recording + "?entry=1")).Submit("form.entry", ("alternative", "A lamp"));
        Assert.Equal(recording, described.Location);
        Assert.Equal("A lamp", (await Ada.Get(recording)).Find(".noted img")!.GetAttribute("alt"));
        await Ada.Press(recording, 1, "remove");
        var id = (await Row(recording)).Id;
        Assert.Equal(0, await office.Server.InDatabase(db => db.RecordingFiles.IgnoreQueryFilters().CountAsync(file => file.RecordingId == id)));
    }

    [Fact]
    public async Task Until_it_is_finished_no_other_member_finds_it_and_afterwards_they_read_it()
    {
        var (emil, dora, ida) = (await office.Join("Emil Fir"), await office.Join("Dora Yew"), await office.Join("Ida Fern", Permission.Auditor));
        var recording = await emil.Record("Feed the fish");
        await emil.Note(recording, EntryKind.Did, ("words", "Open the tin"), ("picture", new Upload("tin.png", TinyPictures.Jpeg)), ("alternative", "The tin"));
        var picture = (await emil.Get(recording)).Find(".noted img")!.GetAttribute("src")!;

        foreach (var other in new[] { dora, ida })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(recording)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(picture)).Status);
            Assert.DoesNotContain("fish", (await other.Get("/recordings")).Text + (await other.Get("/journal")).Text, StringComparison.Ordinal);
            Assert.Null((await other.Get("/journal")).Find($"a[href='{recording}']"));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await dora.Post(recording + "/entries", ("kind", "Did"), ("words", "Mine"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ada.Post(recording + "/entries", ("kind", "Did"), ("words", "Mine"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get(recording)).Status);
        Assert.Null((await Ada.Get(recording)).Find("main form"));

        await emil.End(recording, "keep");
        Assert.NotNull((await dora.Get("/journal")).Find($"a[href='{recording}']"));
        foreach (var other in new[] { dora, ida })
        {
            Assert.Contains("Open the tin", (await other.Get(recording)).Noted());
            Assert.Equal(HttpStatusCode.OK, (await other.Get(picture)).Status);
            Assert.Null((await other.Get(recording)).Find("main form"));
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await ida.Get("/recordings/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await dora.Post(recording + "/end", ("then", "draft"))).Status);
    }

    [Fact]
    public async Task Finished_it_stands_still_and_becomes_a_draft_only_once()
    {
        var recording = await Ada.Record("Empty the bin");
        await Ada.Did(recording, "Empty it");
        var open = await Ada.Get(recording);
        Assert.Equal(recording, await Ada.End(recording, "keep"));

        Assert.Equal(HttpStatusCode.Conflict, (await open.Submit("form.entry:has(input[value=Did])", ("words", "Late"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await open.Submit("form[action$='/end']", ("then", "discard"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await open.Submit("form[action$='/pause']")).Status);
        var sop = (await (await Ada.Get(recording)).Submit("form[action$='/end']", ("then", "draft"))).Location!.Split('/')[2];
        Assert.Equal($"/procedures/{sop}", (await open.Submit("form[action$='/end']", ("then", "draft"))).Location);
        Assert.NotNull((await Ada.Get(recording)).Find($"a[href='/procedures/{sop}']"));
        Assert.Equal(["RecordingStarted", "RecordingNoted", "RecordingFinished", "RecordingDrafted"], await Kinds(recording));
    }

    [Fact]
    public async Task Thrown_away_nothing_of_it_is_kept()
    {
        var recording = await Ada.Record("A mistake of mine");
        await Ada.Did(recording, "Something private");

        Assert.Equal("/recordings", await Ada.End(recording, "discard"));
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(recording)).Status);
        var row = await Row(recording);
        Assert.DoesNotContain("private", row.Session, StringComparison.Ordinal);
        Assert.Equal("", row.Title);
        Assert.Equal(["RecordingStarted", "RecordingNoted", "RecordingDiscarded"], await Kinds(recording));
    }

    [Fact]
    public async Task An_empty_one_is_not_finished()
    {
        var recording = await Ada.Record("Nothing at all");

        var answer = await Ada.TryEnd(recording, "draft");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Nothing is noted yet.", answer.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["RecordingStarted"], await Kinds(recording));
    }

    [Theory]
    [InlineData("", "", "", "title")]
    [InlineData("Fine", "", "A role of nobody", "role")]
    public async Task It_begins_with_a_title_and_a_role_one_holds(string title, string template, string role, string field)
    {
        var answer = await Ada.Post("/recordings", ("title", title), ("template", template), ("role", role));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotNull(answer.Find($"[role=alert] a[href='#{field}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/recordings", ("title", "Fine"), ("template", "no/such.md"))).Status);
    }

    [Fact]
    public async Task Beside_a_procedure_of_the_library_it_counts_as_practice()
    {
        var recording = await Ada.Record("Offboard Jo", Asking.Leaver);
        await (await Ada.Get(recording)).Submit("form[action$='/entries']:has(input[value=disable-account]):has(button[value=tick])", ("act", "tick"));
        // What was seen is added, and it is done as the library says all the same.
        await (await Ada.Get(recording + "?entry=1")).Submit("form.entry", ("saw", "the status is red"));
        await Ada.Note(recording, EntryKind.Did, ("words", "Tom looks at the log"), ("step", "check-sign-ins"));
        await Ada.Did(recording, "Take the name off the door");

        Assert.Equal(Asking.PracticeOf(Asking.Leaver), await Ada.End(recording, "keep", ("rest", "not-done")));
        var practice = await Ada.Get(Asking.PracticeOf(Asking.Leaver));
        Assert.NotNull(practice.Find($"a[href='{recording}']"));
        Assert.Contains("1 done, 1 done otherwise", practice.Text, StringComparison.Ordinal);
        Assert.Contains("Tom looks at the log", practice.Find("table.practice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Take the name off the door", practice.Find("ul.practice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not done", practice.Find("table.practice")!.TextContent, StringComparison.Ordinal);
        var text = await Ada.SourceOf(await Ada.DraftFrom(Asking.Leaver));
        Assert.Contains("Tom looks at the log {#check-sign-ins}", text, StringComparison.Ordinal);
        Assert.Contains("Not done today", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_its_procedure_is_a_secret_the_recording_is_one_too()
    {
        var (gil, hal) = (await office.Join("Gil Oak"), await office.Join("Hal Ash"));
        var recording = await gil.Record("Open the vault");
        await gil.Did(recording, "Turn the wheel");
        var sop = await gil.DraftOf(recording);
        Assert.Equal(HttpStatusCode.OK, (await hal.Get(recording)).Status);

        await gil.Save(sop, text => text.Replace("review: 12 months", "classification: secret\naudience: [Gil Oak]\nreview: 12 months", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await hal.Get(recording)).Status);
        Assert.DoesNotContain("vault", (await hal.Get("/recordings")).Text + (await hal.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gil.Get(recording)).Status);
    }

    Task<Server.Features.Discovery.Recordings.Recording> Row(string recording)
    {
        var id = new Handrail.Core.Id<Server.Features.Discovery.Recordings.Recording>(Guid.Parse(recording["/recordings/".Length..]));
        return office.Server.InDatabase(db => db.Recordings.IgnoreQueryFilters().SingleAsync(row => row.Id == id));
    }

    Task<List<string>> Kinds(string recording) => office.Kinds(recording[1..].Replace("recordings/", "recording/", StringComparison.Ordinal));
}

/// <summary>Whose record it is, in an organization where somebody holds a role.</summary>
public sealed class RecordedRoleTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task The_role_of_whoever_did_it_stands_at_each_step_where_it_was_said()
    {
        var member = (await Ada.Get("/settings/members")).Find("td a.cover, th a.cover")!.GetAttribute("href")!.Split('/')[^1];
        await Ada.Publish("# Keep the yard\n\n## Steps\n1. Sweep {#sweep}\n   - Role: Yard keeper\n", "yard.md");
        await Ada.Post("/settings/roles", ("role", "yard-keeper"), ("to", member));
        var page = await Ada.Get("/recordings/new");
        var roleless = (await page.Submit("form[action='/recordings']", ("title", "Rake the yard"))).Location!;
        await Ada.Did(roleless, "Rake");
        Assert.DoesNotContain("- Role:", await Ada.SourceOf(await Ada.DraftOf(roleless)), StringComparison.Ordinal);

        var recording = (await page.Submit("form[action='/recordings']", ("title", "Sweep the yard"), ("role", "Yard keeper"))).Location!;
        await Ada.Did(recording, "Sweep");

        Assert.Contains("   - Role: Yard keeper\n", await Ada.SourceOf(await Ada.DraftOf(recording)), StringComparison.Ordinal);
    }
}

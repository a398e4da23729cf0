using System.Text.Json;

namespace Handrail.EndToEnd.Cli;

/// <summary>A run without a server, typed line by line.</summary>
public sealed class RunCommandTests : IDisposable
{
    const string Offboarding = """
        ---
        run: Offboard {{Leaver}}
        ---
        # Offboard a leaver

        ## Before you start
        - Record: Leaver (text, required)
        - Record: Departure (date, required)

        ## Steps
        1. Disable the account of {{Leaver}} {#disable}
           - Role: IT administrator
           - Verify: the account is off
           - Evidence: screenshot
           - If it fails: go to [Call](#call)
        2. Was the leaver privileged? {#privileged}
           - Yes: continue
           - No: go to [Sign](#sign)
        3. Rotate the secrets {#rotate}
           - Record: Ticket (text, required)
        4. Sign the record {#sign}
           - Approval: Security lead

        ## If something goes wrong
        1. Call the administrator {#call}

        """;

    static readonly string[] Start = ["Bob", "2026-03-01"];
    static readonly string[] Disable = ["done", "yes", "proof.txt"];
    static readonly string[] Rest = ["Yes", "note called twice", "done", "T-1", "done", "Grace", "yes", "finish all good"];

    readonly Shell _shell = new();

    public RunCommandTests()
    {
        _shell.Write("offboarding.md", Offboarding);
        _shell.Write("proof.txt", "off");
    }

    [Fact]
    public async Task A_run_typed_to_its_end_leaves_a_readable_record()
    {
        var answered = await _shell.Run([.. Start, .. Disable, .. Rest], "run", "offboarding.md", "--as", "Ada");
        Assert.True(answered.Code == 0, answered.Error);
        Assert.All(
            ["Offboard Bob\n", "Status:    completed\n", "Remark:    all good\n", "People:    Ada, Grace\n", "[x] 1 Disable the account of Bob  ", "Answer: Yes\n", "Ticket: T-1\n", "Signed by Grace", "proof.txt, 3 bytes, SHA-256 ", "Ada: called twice"],
            part => Assert.Contains(part, answered.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("Departures", answered.Out, StringComparison.Ordinal);
        Assert.Equal(["RunStarted", "FieldsRecorded", "EvidenceAttached", "StepCompleted", "StepCompleted", "NoteAdded", "FieldsRecorded", "StepCompleted", "StepCompleted", "StepApproved", "RunFinished"], Kinds());
        Assert.Single(Directory.GetFiles(_shell.Path("offboarding.run.files")));
    }

    [Fact]
    public async Task What_was_confirmed_before_a_kill_is_there_after_it()
    {
        using (var process = _shell.Start("run", "offboarding.md", "--as", "Ada"))
        {
            foreach (var line in (string[])[.. Start, .. Disable]) await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } said && !said.Contains("Ada completed step 1", StringComparison.Ordinal)) { }
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var resumed = await _shell.Run(Rest, "run", "--resume", "offboarding.run.jsonl", "--as", "Ada");
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Contains("[x] 1 Disable the account of Bob", resumed.Out, StringComparison.Ordinal);
        Assert.Equal(1, Kinds().Count(kind => kind == "RunStarted"));
        Assert.Equal("RunFinished", Kinds()[^1]);
    }

    [Theory]
    [InlineData("{\"at\":\"2026-03-01T09:00:00Z\",\"by\":\"Ada\",\"kind\":\"StepCom")]
    [InlineData("{\"at\":\"2026-03-01T09:00:00Z\",\"by\":\"Ada\",\"kind\":\"NoteAdded\",\"fact\":{\"text\":\"half an act\"},\"more\":true}\n")]
    public async Task An_act_that_was_cut_off_while_it_was_written_is_dropped(string torn)
    {
        await _shell.Run([.. Start, "quit"], "run", "offboarding.md");
        var whole = await File.ReadAllTextAsync(Record, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Record, torn, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await _shell.Run(["quit"], "run", "--resume", "offboarding.run.jsonl")).Code);
        Assert.Equal(whole, await File.ReadAllTextAsync(Record, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_step_that_did_not_work_offers_the_ways_on_and_is_remembered()
    {
        string[] failing = ["failed no right to", "1", "done", "2", "done", "yes", "", "no camera", "No", "done", "Grace", "no", "not complete", "2", "she agrees after all", "finish"];
        var answered = await _shell.Run([.. Start, .. failing], "run", "offboarding.md", "--as", "Ada");
        Assert.Contains("  1  Call the administrator (as the procedure says)", answered.Error, StringComparison.Ordinal);
        Assert.Contains("Ada took the way out written for step 1", answered.Error, StringComparison.Ordinal);
        Assert.Contains("Grace did not sign step 4", answered.Error, StringComparison.Ordinal);
        Assert.True(answered.Code == 0, answered.Error);
        Assert.Contains("step 1: without evidence (screenshot) (no camera)", answered.Out, StringComparison.Ordinal);
        Assert.Contains("step 4: went on although it did not work (she agrees after all)", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_asked_again_and_nobody_signs_their_own_step()
    {
        var answered = await _shell.Run(["", "Bob", "tomorrow", "2026-03-01", .. Disable, "perhaps", "No", "done", "Ada", "yes", "Grace", "yes", "finish"], "run", "offboarding.md", "--as", "Ada");
        Assert.True(answered.Code == 0, answered.Error);
        Assert.Contains("Departure must be a date such as 2026-03-01", answered.Error, StringComparison.Ordinal);
        Assert.Contains("somebody else must sign it", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_input_ends_is_not_finished_and_says_how_to_go_on()
    {
        var answered = await _shell.Run([.. Start, "pause lunch", "skip it"], "run", "offboarding.md");
        Assert.Equal(6, answered.Code);
        Assert.Contains("Status:    paused", answered.Out, StringComparison.Ordinal);
        Assert.Contains("This run is paused", answered.Error, StringComparison.Ordinal);
        Assert.Contains("handrail run --resume offboarding.run.jsonl", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_not_gone_on_with_on_another_text()
    {
        await _shell.Run([.. Start, "quit"], "run", "offboarding.md");
        _shell.Write("offboarding.md", Offboarding.Replace("Rotate", "Forget", StringComparison.Ordinal));
        Assert.Equal(5, (await _shell.Run(["quit"], "run", "--resume", "offboarding.run.jsonl")).Code);
        _shell.Write("earlier.md", Offboarding);
        Assert.Equal(0, (await _shell.Run(["quit"], "run", "earlier.md", "--resume", "offboarding.run.jsonl")).Code);
    }

    [Fact]
    public async Task A_second_run_gets_a_record_of_its_own_and_none_is_overwritten()
    {
        await _shell.Run([.. Start, "quit"], "run", "offboarding.md");
        await _shell.Run([.. Start, "quit"], "run", "offboarding.md");
        Assert.True(File.Exists(_shell.Path("offboarding-2.run.jsonl")));
        Assert.Equal(5, (await _shell.Run([.. Start, "quit"], "run", "offboarding.md", "--record", "offboarding.run.jsonl")).Code);
    }

    [Fact]
    public async Task A_file_that_is_no_record_is_invalid() => Assert.Equal(2, (await _shell.Run("run", "--resume", "proof.txt")).Code);

    [Fact]
    public async Task A_text_without_steps_cannot_be_run() => Assert.Equal(2, (await _shell.Run("run", _shell.Write("prose.md", "# Prose\n\nNothing to do.\n"))).Code);

    [Fact]
    public async Task A_library_procedure_can_be_run_and_every_skipped_step_is_a_departure()
    {
        var answered = await _shell.Run(["report.odt", "Bob", "2026-03-01T09:00Z", .. Enumerable.Repeat("skip a drill on paper", 7), "finish"], "run", Shell.Library("backup-and-recovery/restore-a-file.md"), "--kind", "Drill");
        Assert.True(answered.Code == 0, answered.Error);
        Assert.Equal(7, answered.Out.Split("skipped (a drill on paper)").Length - 1);
    }

    string Record => _shell.Path("offboarding.run.jsonl");

    List<string> Kinds() => [.. File.ReadLines(Record).Skip(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!)];

    public void Dispose() => _shell.Dispose();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

/// <summary>Real runbooks and policies that nobody here wrote: what is counted is checked by an independent reader, what is a procedure by judgement.</summary>
public class RealDocumentsTests
{
    [Fact]
    public void Everything_a_document_holds_is_counted_as_an_independent_reader_counts_it()
    {
        Assert.SkipUnless(CanRun("python3"), "python3 is not installed, so the independent reader cannot run.");
        var files = Manifest();
        var scores = Scores(files);
        Assert.Equal(files.Count, scores.Count);
        Assert.All(scores.Zip(files), scored => Assert.True(scored.First >= 95, $"{scored.Second}: {scored.First}"));
        Assert.True(scores.Average() >= 99.5, $"mean {scores.Average()}");
    }

    [Theory]
    [InlineData("catalyzeio+policies/source/sections/07-systems_access_policy.md")]
    [InlineData("catalyzeio+policies/source/sections/16-vulnerability_scanning_policy.md")]
    [InlineData("tailscale+security-policies/patch-management/index.md")]
    [InlineData("counteractive+incident-response-plan-template/roles/role-5-liaison.md")]
    [InlineData("PagerDuty+incident-response-docs/docs/before/different_roles.md")]
    public void Policies_and_descriptions_of_roles_have_no_steps(string file)
    {
        var procedure = Read(file);
        Assert.Empty(procedure.AllSteps);
        Assert.Contains(procedure.Notes, note => note.Code == "no-steps");
    }

    [Theory]
    [InlineData("18F+before-you-ship/_pages/security/dynamic-scanning.md", "Scanning:8")]
    [InlineData("PagerDuty+incident-response-docs/docs/after/post_mortem_process.md", "Postmortem:10|Postmortem Meeting:5")]
    [InlineData("PagerDuty+incident-response-docs/docs/during/security_incident_response.md", "Checklist:14")]
    [InlineData("aws-samples+aws-customer-playbook-framework/docs/S3_Public_Access.md", "Response Steps:14")]
    [InlineData("aws-samples+aws-customer-playbook-framework/docs/Playbook_Development_Guide.md", "Development process::6")]
    [InlineData("catalyzeio+policies/source/sections/11-incident_response_policy.md", "11.2.1 Identification Phase:5|11.2.2 Containment Phase (Technical):5|11.2.3 Eradication Phase (Technical):8|11.2.4 Recovery Phase (Technical):1|11.2.5 Follow-up Phase (Technical and Non-Technical):2")]
    [InlineData("cloud-gov+cg-site/_docs/ops/secrets.md", "Updating Shared Secrets:2|View secrets:6|Change secrets:6|Updating Concourse Secrets:6")]
    [InlineData("mattrussi+gitlab-com-runbooks/docs/ci-runners/linux/manual-deployment.md", "Preflight checklist:3|Detailed procedure:5")]
    [InlineData("alphagov+govuk-developer-docs/source/manual/emergency-publishing.html.md", "Deploy an emergency banner:3")]
    [InlineData("alphagov+govuk-developer-docs/source/manual/how-to-rotate-fastly-api-keys-for-emergency-alerts.html.md", ":17")]
    [InlineData("strongdm+comply/themes/comply-soc2/procedures/patch.md", "OS Patch Procedure:5")]
    [InlineData("strongdm+comply/themes/comply-soc2/policies/incident.md", "Procedure For Establishing Incident Response System:5|Procedure For Executing Incident Response:9")]
    [InlineData("guardsight+gsvsoc_cirt-playbook-battle-cards/Markdown/GSPBC-1009 - Persistence - Web Shells.md", "(P) Preparation:6|(I) Identification:2|(C) Containment:5|(E) Eradication:7|(R) Recovery:4|(L) Lessons/Opportunities:2")]
    [InlineData("prometheus-operator+runbooks/content/runbooks/kubernetes/KubeAPIErrorBudgetBurn.md", "Runbook:4")]
    public void The_procedure_of_a_document_is_found(string file, string phases) =>
        Assert.Equal(phases, string.Join('|', Read(file).Main.Select(phase => $"{phase.Title}:{phase.Steps.Count}")));

    [Fact]
    public void Lettered_lines_below_a_step_are_its_sub_steps()
    {
        var monitor = Read("guardsight+gsvsoc_cirt-playbook-battle-cards/Markdown/GSPBC-1002 - Credential Access - Spearphishing - Phishing.md").AllSteps.First(step => step.Instruction == "Monitor for:");
        Assert.Equal(["9.1 Unusual DNS activity", "9.2 Emails with suspicious attachments", "9.3 Multiple identical emails sent from unknown sources", "9.4 Emails sent from typo domains", "9.5 Emails that fail SPF and/or DKIM"], monitor.Children.Select(child => $"{child.Number} {child.Instruction}"));
    }

    [Fact]
    public void A_section_on_troubleshooting_is_the_way_out()
    {
        var banner = Read("alphagov+govuk-developer-docs/source/manual/emergency-publishing.html.md");
        Assert.Equal(["The banner is not showing / not clearing", "Inspect the Redis key"], banner.Contingencies.Select(phase => phase.Title));
        Assert.Equal("C1", banner.Contingencies[0].Steps[0].Number);
        Assert.Contains(banner.Notes, note => note.Code == "recognised-heading-steps");
    }

    [Fact]
    public void Code_between_two_lists_belongs_to_the_step_before()
    {
        var malware = Read("aws-samples+aws-incident-response-playbooks/playbooks/Amazon GuardDuty Playbooks/Malware Findings/EC2MalwareFindings.md");
        Assert.All(malware.AllSteps.Where(step => step.Instruction.Contains("AWS CLI command below", StringComparison.Ordinal)).Take(4), step => Assert.NotEmpty(step.Details));
    }

    static Procedure Read(string file) => ProcedureReader.Read(File.ReadAllText(Path.Combine(Cases(), "markdown", file)), file);

    static string Cases()
    {
        var folder = SharedFolder.Find("cases");
        Assert.SkipWhen(folder is null, "The shared cases are not here.");
        return folder;
    }

    static List<string> Manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Cases(), "manifest.json")));
        return [.. manifest.RootElement.GetProperty("cases").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "markdown").Select(entry => entry.GetProperty("file").GetString()!)];
    }

    const string ScoreAll = """
        import sys, json
        sys.path.insert(0, sys.argv[1])
        import score
        for file, dump in json.load(sys.stdin):
            print(score.score(file, json.loads(dump))["score"])
        """;

    static List<double> Scores(List<string> files)
    {
        var pairs = files.Select(file => Path.Combine(Cases(), file)).Select(file => new[] { file, ProcedureDump.Of(File.ReadAllText(file)).ToJson() });
        using var python = Process.Start(new ProcessStartInfo("python3", ["-B", "-c", ScoreAll, Cases()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        python.StandardInput.Write(JsonSerializer.Serialize(pairs));
        python.StandardInput.Close();
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        return [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    static bool CanRun(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

using System.Text;
using System.Text.Json;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped content, read as a stranger's texts would be.</summary>
public class LibraryTests
{
    static readonly string Root = Path.Combine(Repository.Root, "library", "procedures");
    static readonly string[] Environment =
    [
        "identity_provider", "endpoint_management", "backup_tool", "ticket_system", "chat_tool", "scanner", "code_host", "cloud_provider", "password_manager", "monitoring",
    ];

    static readonly HashSet<string> Controls =
    [
        .. from file in Directory.GetFiles(Path.Combine(Repository.Root, "library", "frameworks"), "*.json")
           let framework = JsonDocument.Parse(File.ReadAllText(file)).RootElement
           from control in framework.GetProperty("controls").EnumerateArray()
           select $"{framework.GetProperty("id").GetString()}:{control.GetProperty("id").GetString()}",
    ];

    static readonly HashSet<string> Paths = [.. Directory.GetFiles(Root, "*.md", SearchOption.AllDirectories).Select(Relative)];

    public static TheoryData<string> All => [.. Paths.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_library_holds_at_least_48_procedures_in_the_six_families_and_more()
    {
        Assert.True(Paths.Count >= 48, $"{Paths.Count} procedures");
        Assert.Equal(8, Paths.Select(path => path.Split('/')[0]).Distinct().Count());
    }

    [Theory, MemberData(nameof(All))]
    public void Reads_without_remarks(string path) => Assert.Empty(Read(path).Notes.Select(note => $"{note.Code}: {note.Message}"));

    [Theory, MemberData(nameof(All))]
    public void Lints_clean(string path)
    {
        var procedure = Read(path);
        var findings = Lint.Check(procedure, new()
        {
            Folder = path.Split('/')[0],
            Procedures = Paths,
            Environment = Environment.ToDictionary(name => name, name => name),
            Controls = Controls,
        });
        Assert.Empty(findings.Select(finding => $"{finding.Code}: {finding.Message}"));
    }

    [Theory, MemberData(nameof(All))]
    public void Stays_byte_for_byte_what_it_is(string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Root, path));
        Assert.Equal(bytes, new UTF8Encoding(false).GetBytes(Read(path).Source));
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Theory, MemberData(nameof(All))]
    public void Names_family_owner_summary_review_run_and_controls(string path)
    {
        var header = Read(path).Header;
        Assert.Equal(path.Split('/')[0], header.Family);
        Assert.All([header.Title, header.Owner, header.Summary, header.Run], value => Assert.False(string.IsNullOrWhiteSpace(value)));
        Assert.NotNull(header.Review);
        Assert.NotEmpty(header.Controls);
        Assert.All(header.Controls, control => Assert.Contains(control, Controls));
        Assert.Empty(header.UnknownKeys);
    }

    [Theory, MemberData(nameof(All))]
    public void Has_the_parts_of_a_good_procedure(string path)
    {
        var procedure = Read(path);
        var steps = procedure.AllSteps.ToArray();
        Assert.InRange(procedure.Main.SelectMany(phase => phase.Steps).Count(), 6, 25);
        Assert.All(steps, step => Assert.True(step.AnchorIsWritten, step.Instruction));
        Assert.All(steps, step => Assert.False(string.IsNullOrEmpty(step.Role), step.Instruction));
        Assert.Contains(steps, step => step.IsDecision);
        Assert.True(steps.Count(step => step.Verify is not null) >= 2);
        Assert.NotEmpty(procedure.Escalations);
        Assert.Contains("## Numbers and sources", procedure.Source, StringComparison.Ordinal);
    }

    static Procedure Read(string path) => ProcedureReader.Read(File.ReadAllText(Path.Combine(Root, path)), path);

    static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');
}

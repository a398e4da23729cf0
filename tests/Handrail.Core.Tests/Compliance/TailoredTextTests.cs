using System.Text;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Tests.Library;

namespace Handrail.Core.Tests.Compliance;

/// <summary>The same procedure of the library, as three organizations read it.</summary>
public class TailoredTextTests
{
    public static MatrixTheoryData<string, string> All => new(
        ExampleOrganizations.Names.Select(row => row.Data).ToArray(),
        ["user-account-management/offboard-a-leaver.md", "backup-and-recovery/restore-a-system.md", "incident-response/leaked-secret-in-code.md"]);

    /// <summary>Read these files when they change: each is the page a person works by.</summary>
    [Theory, MemberData(nameof(All))]
    public void An_organization_reads_this(string name, string path) =>
        Agreed.With(Path.Combine("Compliance", "Tailored", $"{name}.{Path.GetFileNameWithoutExtension(path)}.txt"), Text(Shipped.Procedure(path), Tools(name)));

    [Theory]
    [InlineData("dentist", "Microsoft Entra ID")]
    [InlineData("saas", "Okta")]
    [InlineData("ai", "Google Workspace")]
    public void Each_disables_the_account_in_its_own_directory(string name, string tool) =>
        Assert.Equal([tool], ToolVariants.Shown(Shipped.Procedure("user-account-management/offboard-a-leaver.md").Find("disable-account")!, Tools(name).Values).Select(detail => detail.Tool).OfType<string>());

    static Dictionary<string, string> Tools(string name) =>
        ExampleOrganizations.Named(name).Tools.Where(tool => tool.Value is not null).ToDictionary(tool => Placeholders.Key(tool.Key), tool => tool.Value!);

    static string Text(Procedure procedure, Dictionary<string, string> tools)
    {
        var text = new StringBuilder();
        foreach (var step in procedure.AllSteps)
        {
            text.Append($"{step.Number} {Filled(step.Instruction)}\n");
            if (step.System is { } system) text.Append($"   system: {Filled(system)}\n");
            foreach (var detail in ToolVariants.Shown(step, tools.Values))
                text.Append($"   {(detail.Tool is { } tool ? $"[{tool}] " : "")}{Filled(detail.Span.In(procedure.Source)).Trim()}\n");
        }
        return text.ToString();

        string Filled(string words) => Placeholders.Fill(words, key => tools.GetValueOrDefault(key));
    }
}

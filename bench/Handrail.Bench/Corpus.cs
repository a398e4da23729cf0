using System.Globalization;
using System.Text;
using Handrail.Core.Procedures;

namespace Handrail.Bench;

/// <summary>Texts to measure with. They are made the same in every run.</summary>
static class Corpus
{
    /// <summary>What the placeholders of the texts stand for.</summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string> { [Placeholders.Organization] = "Northwind Dental", [Placeholders.Key("ticket_system")] = "Jira" };

    static readonly string[] Sites = ["Antwerp", "Bergen", "Cardiff", "Dresden", "Eger", "Faro", "Ghent", "Haarlem", "Izmir", "Jena", "Kyiv", "Leeds", "Malmö", "Nantes", "Oslo", "Porto", "Quimper", "Riga", "Sofia", "Turin"];
    static readonly string[] Things = ["badge reader", "backup tape", "mail gateway", "payroll export", "laptop", "patient register", "firewall", "door code", "directory account", "database replica", "printer", "scanner", "ticket", "certificate", "vault"];
    static readonly string[] Verbs = ["Check", "Disable", "Replace", "Label", "Restore", "Export", "Compare", "Rotate", "Review", "Sign off"];

    /// <summary>Procedures of 6 to 10 KB: a purpose, 20 steps or so with roles, checkpoints and explanations, a contingency.</summary>
    public static IEnumerable<(string FileName, string Text)> Procedures(int count) =>
        Enumerable.Range(1, count).Select(number => ($"procedure-{number.ToString(CultureInfo.InvariantCulture)}.md", Procedure(number, 20 + number % 9)));

    /// <summary>A procedure whose steps "step-1", "step-2" ... only have to be done.</summary>
    public static string Procedure(int number, int steps)
    {
        var dice = new Random(number);
        string Pick(string[] among) => among[dice.Next(among.Length)];
        var (site, thing) = (Pick(Sites), Pick(Things));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$$"""
            ---
            title: {{{Pick(Verbs)}}} the {{{thing}}} in {{{site}}} ({{{number}}})
            family: {{{(number % 2 == 0 ? "change-management" : "everyday-security")}}}
            owner: IT manager
            review: 12 months
            ---
            # {{{thing}}} in {{{site}}}

            ## Purpose

            {{organization}} keeps the {{{thing}}} in {{{site}}} under control, and the record shows it. Requests come from {{ticket_system}}.

            ## Steps

            """);
        for (var step = 1; step <= steps; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                {{step}}. {{Pick(Verbs)}} the {{Pick(Things)}} of {{Pick(Sites)}} {#step-{{step}}}
                   - Role: IT administrator
                   - In Okta: open **Directory > {{Pick(Things)}}**, choose *{{Pick(Sites)}}*, then **{{Pick(Verbs)}}**.
                   - In Jira: set the ticket of the {{Pick(Things)}} to `{{Pick(Verbs)}}`.

                   The {{Pick(Things)}} was kept in {{Pick(Sites)}} before; whoever works on it compares it with the {{Pick(Things)}} and tells {{Pick(Sites)}}, as the [handbook](https://handbook.example/{{number}}) says.


                """);
        }
        return text.Append("## If something goes wrong\n\n1. Call the on-call administrator {#call}\n   - Role: IT manager\n").ToString();
    }
}

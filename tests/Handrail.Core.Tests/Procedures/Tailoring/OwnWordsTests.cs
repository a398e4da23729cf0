using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Tests.Procedures.Tailoring;

public sealed class OwnWordsTests
{
    static readonly Dictionary<string, string> Values = new() { ["organization"] = "Northwind", ["identity-provider"] = "Okta", ["cloud-provider"] = "AWS", ["backup-tool"] = "AWS Backup", ["vpn-gate"] = "north gate", ["floor"] = "3" };

    static Procedure Read(string text) => ProcedureReader.Read(text, "test.md");

    static string TurnedBack(string text, params string[] keys)
    {
        var procedure = Read(text);
        return OwnWords.TurnBack(procedure.Source, OwnWords.In(procedure, Values).Where(word => keys.Length == 0 || keys.Contains(word.Key)));
    }

    static string Steps(string steps) => $"# Close up\n\n## Steps\n\n{steps}\n";

    [Theory]
    [InlineData("1. Open Okta {#a}", "1. Open {{identity_provider}} {#a}")]
    [InlineData("1. Open the north gate of Northwind {#a}", "1. Open the {{vpn_gate}} of {{organization}} {#a}")]
    [InlineData("1. Look into AWS Backup, then into AWS {#a}", "1. Look into {{backup_tool}}, then into {{cloud_provider}} {#a}")]
    [InlineData("1. Ask in Amazon Web Services {#a}", "1. Ask in {{cloud_provider}} {#a}")]
    [InlineData("1. Type `okta login` {#a}", "1. Type `{{identity_provider}} login` {#a}")]
    public void What_the_organization_calls_something_becomes_a_name_again(string step, string turned) => Assert.Equal(Steps(turned), TurnedBack(Steps(step)));

    [Theory]
    [InlineData("1. Walk the oktagon {#a}")]
    [InlineData("1. Write to it@northwind.example {#a}")]
    [InlineData("1. Open https://northwind.okta.com/admin {#a}")]
    [InlineData("1. Read [this](northwind.md) {#okta}")]
    [InlineData("1. Open {{okta}} {#a}")]
    [InlineData("1. Take floor 3 {#a}")]
    [InlineData("1. Disable the account {#a}\n   - In Okta: Directory, People, Deactivate")]
    [InlineData("1. Disable the account {#a}\n   - Record: Okta ticket\n2. Close {{okta ticket}} {#b}")]
    [InlineData("### In Okta\n\n1. Disable the account {#a}")]
    public void What_would_mean_something_else_stays(string step) => Assert.Equal(Steps(step), TurnedBack(Steps(step)));

    [Fact]
    public void The_front_matter_stays()
    {
        const string Text = "---\ntitle: Leave Northwind\ntags: [okta]\n---\n" + "# Leave Northwind\n\n## Steps\n\n1. Go {#go}\n";

        Assert.Equal(Text, TurnedBack(Text));
    }

    [Fact]
    public void A_field_that_the_procedure_records_itself_is_no_name_of_the_environment()
    {
        var text = Steps("1. Choose the gate {#a}\n   - Record: VPN gate\n2. Open the north gate {#b}");

        Assert.Equal(text, TurnedBack(text));
    }

    [Fact]
    public void Each_word_is_chosen_by_itself_and_says_where_it_stands()
    {
        var procedure = Read(Steps("1. Open Okta at Northwind {#a}\n2. Close Okta {#b}"));

        var words = OwnWords.In(procedure, Values);

        Assert.Equal(["{{identity_provider}}", "{{organization}}"], words.Select(word => word.Placeholder));
        Assert.Equal([2, 1], words.Select(word => word.Places.Count));
        Assert.All(words, word => Assert.All(word.Places, place => Assert.Equal(word.Value, place.In(procedure.Source))));
        Assert.Equal(Steps("1. Open Okta at {{organization}} {#a}\n2. Close Okta {#b}"), TurnedBack(procedure.Source, "organization"));
    }

    [Fact]
    public void Of_names_with_one_value_the_one_the_text_asks_for_comes_first()
    {
        var values = new Dictionary<string, string> { ["chat-tool"] = "Slack", ["ticket-system"] = "Slack" };

        Assert.Equal(["ticket-system", "chat-tool"], OwnWords.In(Read(Steps("1. Write in Slack {#a}\n2. Close it in {{ticket_system}} {#b}")), values).Select(word => word.Key));
    }

    static readonly string[] Words = ["Okta", "Northwind", "AWS", "AWS Backup", "the north gate", "open", "close", "{{floor}}", "and", "[it](okta.md)", "**Okta**", "`AWS`", "3", ".", ","];

    [Fact]
    public void Filled_again_the_template_says_what_the_procedure_said()
    {
        Gen.Int[0, Words.Length - 1].Select(at => Words[at]).List[1, 12].Select(words => Steps($"1. Do {string.Join(' ', words)} {{#a}}")).Sample(text =>
        {
            string Filled(string source) => Placeholders.Fill(source, Values.GetValueOrDefault);
            Assert.Equal(Filled(text), Filled(TurnedBack(text)));
        }, iter: 2_000);
    }
}

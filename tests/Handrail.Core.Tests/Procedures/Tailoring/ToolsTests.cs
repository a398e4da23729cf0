using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Tests.Procedures.Tailoring;

public class ToolsTests
{
    [Theory]
    [InlineData("Azure AD", "Microsoft Entra ID")]
    [InlineData("entra id", "Azure Active Directory")]
    [InlineData("GCP", "Google Cloud")]
    [InlineData("okta", "Okta")]
    [InlineData("Kandji", "Iru (formerly Kandji)")]
    [InlineData("Iru", "Kandji")]
    [InlineData("Microsoft Defender XDR", "Microsoft Defender")]
    [InlineData("Our own thing", "our-own thing")]
    public void Two_names_of_one_tool_are_the_same(string a, string b) => Assert.True(Tools.Same(a, b));

    [Theory]
    [InlineData("none", true)]
    [InlineData("None.", true)]
    [InlineData("N/A", true)]
    [InlineData("-", true)]
    [InlineData("No-IP", false)]
    [InlineData("Nessus", false)]
    public void People_say_in_several_ways_that_they_have_no_tool(string typed, bool isNone) => Assert.Equal(isNone, SystemKindWords.IsNone(typed));

    [Theory]
    [InlineData("AWS", "AWS Backup")]
    [InlineData("Microsoft 365", "Microsoft 365 Backup")]
    [InlineData("Azure", "Azure AD")]
    [InlineData("Okta", "Octa")]
    [InlineData("Jira", "Jira Service Management")]
    public void Two_tools_are_not(string a, string b) => Assert.False(Tools.Same(a, b));

    [Theory]
    [InlineData("Okta", "Okta", true)]
    [InlineData("Okta or JumpCloud", "JumpCloud", true)]
    [InlineData("Nessus, Greenbone", "OpenVAS", true)]
    [InlineData("Okta or JumpCloud", "Google Workspace", false)]
    [InlineData("Iru, formerly Kandji", "Iru", true)]
    [InlineData("Iru, formerly Kandji", "Kandji", true)]
    [InlineData("Jira", "Jira Service Management", true)]
    [InlineData("GitHub, GitLab", "GitHub Issues", true)]
    [InlineData("Jira Service Management", "Jira", false)]
    public void A_label_of_a_variant_may_name_several(string label, string tool, bool meant) => Assert.Equal(meant, Tools.IsMeantBy(label, tool));

    [Theory]
    [InlineData("Sign in to Okta. In okta, open People.", "Okta", "Okta,okta")]
    [InlineData("The oktagon and my-okta-tenant.", "Okta", "")]
    [InlineData("AWS Backup copies to AWS.", "AWS", "AWS")]
    [InlineData("AWS Backup copies to AWS.", "AWS Backup", "AWS Backup")]
    [InlineData("Open Azure AD, now called Microsoft Entra ID, not Azure.", "Entra ID", "Azure AD,Microsoft Entra ID")]
    [InlineData("Open Azure AD, then Azure.", "Azure", "Azure")]
    [InlineData("Open Iru, formerly Kandji.", "Kandji", "Iru, formerly Kandji")]
    [InlineData("GitHub builds it, GitHub Issues tell why.", "GitHub", "GitHub")]
    [InlineData("GitHub builds it, GitHub Issues tell why.", "GitHub Issues", "GitHub Issues")]
    [InlineData("Teams meet in Microsoft Teams.", "Microsoft Teams", "Microsoft Teams")]
    [InlineData("", "Okta", "")]
    public void A_text_names_it_in_whole_words(string text, string tool, string found) => Assert.Equal(found, string.Join(',', Tools.NamedIn(text, tool).Select(span => span.In(text))));

    [Fact]
    public void Every_variant_of_the_library_is_of_a_tool_that_can_be_chosen()
    {
        var known = SystemKindWords.Kinds.SelectMany(kind => kind.Tools).ToList();
        var labels = Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories)
            .SelectMany(file => ProcedureReader.Read(File.ReadAllText(file), Path.GetFileName(file)).AllSteps).SelectMany(step => step.Details).Select(detail => detail.Tool).OfType<string>().Distinct();

        // Suites that serve several kinds under one name.
        string[] suites = ["Microsoft 365", "Cloudflare", "Windows", "macOS", "Exchange Server", "Salesforce", "Dropbox"];
        Assert.Equal([], labels.Where(label => !known.Exists(tool => Tools.IsMeantBy(label, tool)) && !suites.Contains(label)));
    }

    [Fact]
    public void The_tools_named_first_are_those_the_library_has_instructions_for()
    {
        var steps = Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories)
            .SelectMany(file => ProcedureReader.Read(File.ReadAllText(file), Path.GetFileName(file)).AllSteps).ToList();

        Assert.All(SystemKindWords.Asked, kind =>
        {
            var labels = steps.Where(step => step.System is { } system && Placeholders.In(system).Any(named => SystemKindWords.AskedBy(named.Name) == kind))
                .SelectMany(step => step.Details).Select(detail => detail.Tool).OfType<string>().Distinct().ToList();
            var written = kind.Tools.Select(tool => labels.Exists(label => Tools.IsMeantBy(label, tool))).ToList();
            Assert.Equal(written.OrderDescending(), written);
        });
    }

    [Theory]
    [InlineData("identity provider", SystemKind.IdentityProvider)]
    [InlineData("identity_provider", SystemKind.IdentityProvider)]
    [InlineData("IdentityProvider", SystemKind.IdentityProvider)]
    [InlineData("Data set", SystemKind.DataSet)]
    public void A_kind_is_read_in_any_spelling(string text, SystemKind kind)
    {
        Assert.True(SystemKindWords.TryParse(text, out var read));
        Assert.Equal(kind, read);
    }

    [Fact]
    public void A_kind_nobody_knows_is_not_read() => Assert.False(SystemKindWords.TryParse("coffee machine", out _));

    [Fact]
    public void Every_kind_has_its_words() => Assert.All(Enum.GetValues<SystemKind>(), kind => Assert.Equal(kind, SystemKindWords.Of(kind).Kind));
}

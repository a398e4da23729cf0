using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Settings;

public sealed class NumberingTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    async Task<Page> Set(string family, string prefix) => await (await Ada.Get("/settings/numbering")).Submit("form[action='/settings/numbering']", ("family", family), ("prefix", prefix));

    [Fact]
    public async Task New_procedures_of_a_family_have_its_prefix_and_every_number_stays_one_procedures()
    {
        var before = await Ada.Add("---\nfamily: incident-response\n---\n# Before\n\n## Steps\n1. Look {#look}\n2. Go {#go}\n", "before.md");
        Assert.Equal(HttpStatusCode.SeeOther, (await Set("incident-response", "ir")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Set("", "WI")).Status);

        var incident = await Ada.Add("---\nfamily: Incident-Response\n---\n# After\n\n## Steps\n1. Look {#look}\n2. Go {#go}\n", "after.md");
        var other = await Ada.Add("# Other\n\n## Steps\n1. Look {#look}\n2. Go {#go}\n", "other.md");

        Assert.StartsWith("SOP-", before, StringComparison.Ordinal);
        Assert.StartsWith("IR-", incident, StringComparison.Ordinal);
        Assert.StartsWith("WI-", other, StringComparison.Ordinal);
        Assert.Equal(3, new[] { before, incident, other }.Select(label => label.Split('-')[1]).Distinct().Count());
        // Said with another prefix it is still that procedure.
        Assert.Equal("After", (await Ada.Get("/procedures/SOP-" + incident.Split('-')[1])).Find("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(incident)).Status);
        Assert.Contains(incident, (await Ada.Get("/procedures")).Text, StringComparison.Ordinal);
        var run = await Ada.Start(incident);
        Assert.Contains(incident, (await Ada.Get("/runs")).Text, StringComparison.Ordinal);
        Assert.Contains(incident, (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        Assert.Equal($"/procedures/{incident}", (await Ada.Get($"/procedures/by-file/{incident}")).Location);
        Assert.Equal(["NumberingSet", "NumberingSet"], await office.Kinds("numbering"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("TOOLONGER")]
    [InlineData("A-B")]
    [InlineData("R")]
    public async Task A_prefix_that_would_be_misread_is_refused(string prefix) => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Set("other", prefix)).Status);
}

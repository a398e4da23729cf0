using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Settings;

public sealed class DeputyTests(Firm firm) : IClassFixture<Firm>
{
    static async Task<Page> Name(Browser browser, string deputy, string until = "")
    {
        var page = await browser.Get("/settings/deputy");
        var id = deputy.Length == 0 ? "" : page.All("#deputy option").Single(option => option.TextContent == deputy).GetAttribute("value")!;
        return await page.Submit("form[action='/settings/deputy']", ("deputy", id), ("until", until));
    }

    [Fact]
    public async Task A_deputy_signs_until_the_day_is_over_and_the_signature_says_for_whom()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var bea = await office.Join("Bea Elm", Handrail.Server.Features.People.Permission.Administrator);
        var dora = await office.Join("Dora Yew");
        var (first, second) = (await office.Ada.Draft("While away"), await office.Ada.Draft("Back again"));
        await office.Ada.Send(first, 1, []);
        await office.Ada.Send(second, 1, []);
        Assert.Equal(HttpStatusCode.Forbidden, (await dora.Post($"/procedures/{first}/revisions/1/signature", ("password", TestServer.Password))).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await Name(bea, "Dora Yew", "2026-03-02")).Status);

        Assert.Contains("While away", (await dora.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        await dora.Sign(first, 1);
        Assert.Contains("approved by Dora Yew as administrator, standing in for Bea Elm", (await dora.Get($"/procedures/{first}")).Find("aside")!.TextContent, StringComparison.Ordinal);
        office.Server.Clock.Advance(TimeSpan.FromHours(15));
        await dora.SignIn(Office.EmailOf("Dora Yew"), TestServer.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await dora.Post($"/procedures/{second}/revisions/1/signature", ("password", TestServer.Password))).Status);
    }

    [Fact]
    public async Task Nobody_signs_for_an_author()
    {
        await Name(firm.Ada, "Emil Fir");
        var sop = await firm.Ada.Draft("In the author's place");
        await firm.Ada.Send(sop, 1, []);

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Emil.Post($"/procedures/{sop}/revisions/1/signature", ("password", TestServer.Password))).Status);
        await firm.Bea.Sign(sop, 1);
        Assert.Equal(HttpStatusCode.SeeOther, (await Name(firm.Ada, "")).Status);
    }

    [Fact]
    public async Task Naming_and_ending_stand_in_the_journal()
    {
        await Name(firm.Dora, "Carl Ash");
        await Name(firm.Dora, "Emil Fir", "2026-05-01");
        await Name(firm.Dora, "");

        var journal = await firm.Ida.Get("/journal?about=member");
        Assert.Contains("Dora Yew named Carl Ash to sign in their place.", journal.Text, StringComparison.Ordinal);
        Assert.Contains("Dora Yew named Emil Fir to sign in their place until 2 May 2026, 00:00 UTC.", journal.Text, StringComparison.Ordinal);
        Assert.Contains("Dora Yew ended that Emil Fir signs in their place.", journal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("tomorrow")]
    public async Task A_day_that_is_over_or_none_is_refused(string until) => Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Name(firm.Carl, "Dora Yew", until)).Status);

    [Fact]
    public async Task Neither_oneself_nor_an_auditor_can_be_named()
    {
        Assert.DoesNotContain((await firm.Carl.Get("/settings/deputy")).All("#deputy option"), option => option.TextContent is "Carl Ash" or "Ida Fern");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Carl.Post("/settings/deputy", ("deputy", Guid.CreateVersion7().ToString()))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ida.Post("/settings/deputy", ("deputy", ""))).Status);
    }
}

using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Reviews;

public sealed class RemindersTests
{
    const string Reminder = "Review “Count the keys”";

    static async Task<Office> Open(params string[] names)
    {
        var office = new Office();
        await office.InitializeAsync();
        foreach (var name in names) await office.Join(name);
        return office;
    }

    static async Task<List<string>> Reminded(Office office, params string[] names)
    {
        List<string> reminded = [];
        foreach (var name in names)
            if ((await (await office.As(name)).Get("/")).Text.Contains(Reminder, StringComparison.Ordinal)) reminded.Add(name);
        return reminded;
    }

    [Theory]
    [InlineData("owner: Key keeper", 2027, 3)]
    [InlineData("owner: Key keeper\nreview: 6 months", 2026, 9)]
    public async Task From_thirty_days_before_its_day_the_owner_is_reminded_and_after_it_every_reader_is_told(string header, int year, int month)
    {
        await using var office = await Open("Ben Oak", "Carl Ash");
        await office.Server.GiveRole("Ben Oak", "Key keeper");
        var sop = await office.Ada.Publish(Reviewing.Keys.Replace("owner: Key keeper", header, StringComparison.Ordinal));
        var day = new DateTimeOffset(year, month, 2, 9, 0, 0, TimeSpan.Zero);

        office.Server.Clock.AdjustTime(day.AddDays(-30).AddHours(-1));
        Assert.Empty(await Reminded(office, "Ada Pine", "Ben Oak", "Carl Ash"));
        office.Server.Clock.AdjustTime(day.AddDays(-30).AddHours(1));
        Assert.Equal(["Ben Oak"], await Reminded(office, "Ada Pine", "Ben Oak", "Carl Ash"));
        Assert.DoesNotContain("overdue", (await (await office.As("Carl Ash")).Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);
        office.Server.Clock.AdjustTime(day.AddHours(1));
        Assert.Equal(["Ben Oak"], await Reminded(office, "Ada Pine", "Ben Oak", "Carl Ash"));
        Assert.Contains("Its review is overdue", (await (await office.As("Carl Ash")).Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_can_be_a_person_and_who_stands_in_for_them_is_reminded_too()
    {
        await using var office = await Open("Ben Oak", "Carl Ash", "Dora Yew");
        await office.Ada.Publish(Reviewing.Keys.Replace("Key keeper", "Ben Oak", StringComparison.Ordinal));
        office.Turn(2027, 3, 1);
        Assert.Equal(["Ben Oak"], await Reminded(office, "Ada Pine", "Ben Oak", "Carl Ash", "Dora Yew"));

        await Deputize(office, "Ben Oak", "Carl Ash");
        Assert.Equal(["Ben Oak", "Carl Ash"], await Reminded(office, "Ada Pine", "Ben Oak", "Carl Ash", "Dora Yew"));

        await Leave(office, "Ben Oak");
        Assert.Equal(["Carl Ash"], await Reminded(office, "Ada Pine", "Carl Ash", "Dora Yew"));
    }

    [Fact]
    public async Task When_the_owner_has_left_and_nobody_stands_in_the_administrators_are_reminded_and_if_they_alone_wrote_it_everybody_who_may()
    {
        await using var office = await Open("Ben Oak", "Carl Ash");
        await office.Server.GiveRole("Ben Oak", "Key keeper");
        await office.Ada.Publish(Reviewing.Keys);
        await Leave(office, "Ben Oak");
        office.Turn(2027, 3, 1);
        Assert.Equal(["Carl Ash"], await Reminded(office, "Ada Pine", "Carl Ash"));

        await office.Server.InDatabase(db => db.Members.IgnoreQueryFilters().Where(member => member.Name == "Carl Ash").ExecuteUpdateAsync(member => member.SetProperty(row => row.Permission, Handrail.Server.Features.People.Permission.Auditor)));
        Assert.Equal(["Ada Pine"], await Reminded(office, "Ada Pine", "Carl Ash"));
    }

    static async Task Deputize(Office office, string name, string deputy)
    {
        var page = await (await office.As(name)).Get("/settings/deputy");
        var id = page.All("select[name=deputy] option").Single(option => option.TextContent.Contains(deputy, StringComparison.Ordinal)).GetAttribute("value")!;
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, (await page.Submit("main form[method=post]", ("deputy", id))).Status);
    }

    static async Task Leave(Office office, string name)
    {
        var ada = await office.As("Ada Pine");
        var person = (await ada.Get("/settings/members")).All("a").Single(link => link.TextContent.Trim() == name).GetAttribute("href")!;
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, (await ada.Post(person + "/departure")).Status);
    }
}

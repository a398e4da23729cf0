using Handrail.Core.Compliance;

namespace Handrail.Core.Tests.Compliance;

public class LimitTests
{
    [Theory]
    [InlineData("24 hours from Departure to [every account is revoked](offboard.md#revoke)", "24 hours: Departure > every account is revoked @offboard.md#revoke")]
    [InlineData("1 hour from the moment of notice to [blocked](a.md#block).", "1 hour: moment of notice > blocked @a.md#block")]
    [InlineData("15 minutes from [the response begins](a.md) to [cut off](a.md#cut)", "15 minutes: the response begins @a.md > cut off @a.md#cut")]
    [InlineData("7 days from Learned of it to [patched](a.md#all) if CVSS >= 9", "7 days: Learned of it > patched @a.md#all if CVSS >= 9")]
    [InlineData("2 days from Way to go to [done](a.md)", "2 days: Way to go > done @a.md")]
    [InlineData("3 months after start to the end", "3 months: start > end")]
    public void Between_two_events(string text, string read)
    {
        var limit = Assert.IsType<Limit.Within>(Read(text));
        Assert.Equal(read, $"{limit.Most}: {Words(limit.From)} > {Words(limit.To)}{(limit.OnlyIf is null ? "" : " if " + limit.OnlyIf.Text)}");
    }

    [Theory]
    [InlineData("every 3 months: [Review](review.md)", "3 months review.md")]
    [InlineData("every month, [Scan](scan.md)", "1 month scan.md")]
    [InlineData("Every week: somebody looks", "1 week somebody looks")]
    public void Again_and_again(string text, string read)
    {
        var limit = Assert.IsType<Limit.Every>(Read(text));
        Assert.Equal(read, $"{limit.Most} {limit.Procedure?.Target ?? limit.What}");
    }

    [Theory]
    [InlineData("keep security logs for 12 months", "security logs, 12 months")]
    [InlineData("keep records for HIPAA for at least 6 years", "records for HIPAA, 6 years")]
    public void For_how_long(string text, string read)
    {
        var limit = Assert.IsType<Limit.Keep>(Read(text));
        Assert.Equal(read, $"{limit.What}, {limit.Least}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("24 hours")]
    [InlineData("24 hours from Departure")]
    [InlineData("every now and then: [x](y.md)")]
    [InlineData("keep it for ever")]
    public void What_cannot_be_measured_is_unread(string text) => Assert.Null(Assert.IsType<Limit.Unread>(Read(text)).Length);

    [Fact]
    public void A_limit_of_a_thousand_words_is_unread() => Assert.IsType<Limit.Unread>(Read("1 day from " + string.Concat(Enumerable.Repeat("a to ", 1000)) + "[b](c.md)"));

    static Limit Read(string line) => PolicyReader.Read($"## Clauses\n\n1. A clause. {{#a}}\n   - Limit: {line}\n").Clauses[0].Limits[0];

    static string Words(LimitEvent at) => at.Words + (at.Procedure is null ? "" : $" @{at.Procedure}{(at.Step is null ? "" : "#" + at.Step)}");
}

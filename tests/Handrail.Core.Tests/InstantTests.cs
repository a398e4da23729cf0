namespace Handrail.Core.Tests;

public class InstantTests
{
    [Theory]
    [InlineData("2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000000Z")]
    [InlineData("2026-03-01T09:30:00.123456+02:00", "2026-03-01T07:30:00.123456Z")]
    public void A_time_is_printed_in_one_way(string read, string printed)
    {
        Assert.True(Instant.TryParse(read, out var instant));
        Assert.Equal(printed, instant.ToString());
    }
}

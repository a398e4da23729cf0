using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class IntervalTests
{
    [Theory]
    [InlineData("1 hour of Departure", "1 hour", "of Departure")]
    [InlineData("15min", "15 minutes", "")]
    [InlineData("two weeks, then ask", "2 weeks", ", then ask")]
    [InlineData("a day", "1 day", "")]
    [InlineData("annually", "1 year", "")]
    [InlineData("at once", "at once", "")]
    public void A_length_of_time_is_read_as_people_write_it(string text, string interval, string rest)
    {
        Assert.True(Interval.TryParse(text, out var read, out var left));
        Assert.Equal((interval, rest), (read!.ToString(), left));
    }

    [Theory]
    [InlineData("and")]
    [InlineData("anhour")]
    [InlineData("a date")]
    [InlineData("oned")]
    [InlineData("1000000000 days")]
    public void A_word_that_only_looks_like_one_is_none(string text) => Assert.False(Interval.TryParse(text, out _, out _));
}

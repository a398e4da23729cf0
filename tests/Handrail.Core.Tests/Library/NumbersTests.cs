namespace Handrail.Core.Tests.Library;

public class NumbersTests
{
    [Theory]
    [InlineData("within 24 hours, and 1, 2 and 5 days", "1440 minute|1440 minute|2880 minute|7200 minute")]
    [InlineData("two weeks; a year; every month; quarterly", "20160 minute|3 month|12 month|1 month")]
    [InlineData("80 % and 10 people", "80 %|10 people")]
    [InlineData("5 and 10 %", "5 %|10 %")]
    [InlineData("in half an hour", "30 minute")]
    [InlineData("15-minute talk", "15 minute")]
    [InlineData("step 5, ISO 27001, TLS 1.2, two second factors, `sleep 5 hours`, [3 days](x.md#7-days)", "4320 minute")]
    public void Numbers_with_a_unit_are_found(string text, string found) => Assert.Equal(found, string.Join('|', Numbers.In(text)));
}

using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class ShownPicturesTests
{
    [Fact]
    public void Each_is_found_once_with_its_words_wherever_it_stands() =>
        Assert.Equal(
            [new("the lamp.png", "The lamp is on"), new("lock.png", ""), new("in.png", ""), new("block.png", "")],
            ShownPictures.In("---\ntitle: ![no](front.png)\n---\n# A\n\n![The *lamp* is on](the%20lamp.png)\n\n1. Look\n\n   ![](lock.png) and <img alt='x' src=in.png>\n   ![again](lock.png)\n\n<div><img src=\"block.png\"></div>\n"));

    [Theory]
    [InlineData("![a](https://elsewhere.example/a.png)")]
    [InlineData("![a](data:image/png;base64,AAAA)")]
    [InlineData("[a](a.png)")]
    [InlineData("`![a](a.png)`")]
    public void What_is_elsewhere_or_only_written_about_is_none_of_its_own(string text) => Assert.Empty(ShownPictures.In(text));
}

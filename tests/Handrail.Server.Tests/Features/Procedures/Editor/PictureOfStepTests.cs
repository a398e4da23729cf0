using System.Net;
using System.Text;
using Handrail.Server.Files;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Pictures sent without script: what is not pixels is taken out here, whoever sends them.</summary>
public sealed class PictureOfStepTests(Firm firm) : IClassFixture<Firm>
{
    Browser Carl => firm.Carl;

    [Fact]
    public async Task A_picture_is_shown_in_the_step_without_what_was_written_into_it()
    {
        var sop = await Carl.Draft("Lock with a picture");

        var put = await (await Carl.Steps(sop, "front")).Submit("#picture", ("picture", new Upload("DSC_0042.png", TinyPictures.Png)), ("alternative", "The [new] lock"));

        Assert.Equal(HttpStatusCode.SeeOther, put.Status);
        Assert.Matches(@"1\. Lock the front door \{#front\}\n\n   !\[The \\\[new\\\] lock\]\(front-[0-9a-f]{8}\.png\)\n", await Carl.Stored(sop));
        var shown = (await Carl.Steps(sop, "front")).Find("#read-front img")!;
        Assert.Equal("The [new] lock", shown.GetAttribute("alt"));
        Assert.DoesNotContain("Secret", Encoding.Latin1.GetString(await Carl.Http.GetByteArrayAsync(shown.GetAttribute("src"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_words_for_whoever_does_not_see_it_a_picture_is_refused()
    {
        var sop = await Carl.Draft("Lock unseen");
        var refused = await (await Carl.Steps(sop, "front")).Submit("#picture", ("picture", new Upload("a.png", TinyPictures.Png)), ("alternative", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("what the picture shows", refused.Find("#refused")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("\u0089PNG")]
    public async Task What_is_no_picture_is_refused(string content)
    {
        var sop = await Carl.Draft("Lock with rubbish " + content.Length);
        var refused = await (await Carl.Steps(sop, "front")).Submit("#picture", ("picture", new Upload("a.png", Encoding.Latin1.GetBytes(content))), ("alternative", "A lock"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("is not a PNG, JPEG, GIF or WebP picture", refused.Find("#refused")!.TextContent, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> WithSecrets => new() { { "png", TinyPictures.Png }, { "jpeg", TinyPictures.Jpeg }, { "gif", TinyPictures.Gif }, { "webp", TinyPictures.Webp } };

    [Theory]
    [MemberData(nameof(WithSecrets))]
    public void Only_what_shows_the_picture_is_left(string kind, byte[] picture)
    {
        Assert.Contains("Secret", Encoding.Latin1.GetString(picture), StringComparison.Ordinal);

        var clean = PictureBytes.WithoutMetadata(picture);

        Assert.NotNull(clean);
        Assert.DoesNotContain("Secret", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        Assert.Equal("image/" + kind, MediaTypes.Of(clean));
        Assert.Contains("Pixels", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        Assert.Equal(clean, PictureBytes.WithoutMetadata(clean));
    }

    [Fact]
    public void A_photograph_keeps_which_side_is_up() =>
        Assert.Contains("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006", Encoding.Latin1.GetString(PictureBytes.WithoutMetadata(TinyPictures.Jpeg)!), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(WithSecrets))]
    public void A_picture_cut_off_anywhere_is_refused_or_read_but_never_fails(string kind, byte[] picture)
    {
        Assert.StartsWith("image/", MediaTypes.Of(picture), StringComparison.Ordinal);
        Assert.NotEmpty(kind);
        for (var length = 0; length < picture.Length; length++) PictureBytes.WithoutMetadata(picture[..length]);
        for (var at = 0; at < picture.Length; at++) PictureBytes.WithoutMetadata([.. picture[..at], 0xFF, .. picture[(at + 1)..]]);
    }
}

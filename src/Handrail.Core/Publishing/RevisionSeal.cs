using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Publishing;

/// <summary>
/// What a signature binds, in one hash: the text, the values written into it, and the pictures it shows. It is the SHA-256 of
/// <c>{"environment":{name:value},"images":{path:sha256},"text":sha256}</c> in canonical JSON, so that anybody who holds these can compute it.
/// </summary>
public static class RevisionSeal
{
    /// <param name="text">The SHA-256 of the text's UTF-8 bytes, hex.</param>
    /// <param name="environment">The frozen values by the placeholder's key.</param>
    /// <param name="images">By the path the text names them with, the SHA-256 of each.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string text, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> images) =>
        Digest.Of(CanonicalJson.Write(JsonSerializer.SerializeToElement(new { environment, images, text }))).ToHex();
}

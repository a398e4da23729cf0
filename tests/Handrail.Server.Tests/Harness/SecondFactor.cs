using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Handrail.Server.Tests.Harness;

static class SecondFactor
{
    /// <summary>RFC 6238 with the real clock, as the app on a phone does it.</summary>
    public static string Totp(string secret)
    {
        var bits = string.Concat(secret.Replace(" ", "", StringComparison.Ordinal).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The RFC's own hash.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var code = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (code % 1_000_000).ToString("D6");
    }
}

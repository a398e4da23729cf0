using System.Security.Cryptography;
using System.Text;

namespace Handrail.Server.Features.Setup;

/// <summary>
/// The one-time code that proves that whoever claims a new installation can read its console. Made anew at each start and after five wrong tries,
/// so that a stranger who reaches the port first can neither claim nor guess.
/// </summary>
public sealed class ClaimCode(ILogger<ClaimCode> log)
{
    /// <summary>Without letters and digits that are mistaken for one another: 32 symbols, so 60 bits in 12.</summary>
    public const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    const int TriesAllowed = 5;

    readonly Lock _lock = new();
    string _code = Make();
    int _wrong;

    /// <summary>Prints the code where only the operator looks.</summary>
    public void Show(TextWriter console) => console.WriteLine($"Claim code: {_code}");

    public bool Accepts(string? typed)
    {
        var given = new string((typed ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
        lock (_lock)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(_code.Replace("-", "", StringComparison.Ordinal)))) return true;
            if (++_wrong < TriesAllowed) return false;
            (_code, _wrong) = (Make(), 0);
            log.LogWarning("Five wrong claim codes were tried; there is a new one.");
            Show(Console.Out);
            return false;
        }
    }

    static string Make() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, 12).Chunk(4).Select(part => new string(part)));
}

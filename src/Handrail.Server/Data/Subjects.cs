using System.Security.Cryptography;
using System.Text;

namespace Handrail.Server.Data;

/// <summary>The names in the journal of what people name themselves. An entry's subject is short and plain; a name that is neither goes by its hash.</summary>
static class Subjects
{
    const int Longest = 150;
    const char Hashed = '~';

    public const string OfRoles = "role/", OfGroups = "group/";

    public static string Role(string key) => Of("role", key);
    public static string Group(string key) => Of("group", key);
    public static string System(string key) => Of("system", key);
    public static string Value(string key) => Of("environment", key);

    public static string Template(string path) => Of("template", path);
    public static string Pack(string key) => Of("pack", key);

    static string Of(string about, string key)
    {
        var plain = Uri.EscapeDataString(key);
        return $"{about}/{(plain.Length <= Longest ? plain : Hashed + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32])}";
    }

    /// <summary>The key a subject was made of, or null when it is only its hash.</summary>
    public static string? Key(string name) => name.StartsWith(Hashed) ? null : Uri.UnescapeDataString(name);
}

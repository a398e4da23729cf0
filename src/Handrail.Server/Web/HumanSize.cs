using System.Globalization;

namespace Handrail.Server.Web;

static class HumanSize
{
    /// <summary>"188 KB", "2.4 MB": one decimal from a megabyte on.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.CurrentCulture, $"{bytes} bytes"),
        < 1_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1000} KB"),
        < 1_000_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.0} MB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000_000.0:0.0} GB"),
    };
}

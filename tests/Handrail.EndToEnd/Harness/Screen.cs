using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>A size and a colour scheme that every page must look right in. Sizes are in CSS pixels.</summary>
public sealed record Screen(int Width, int Height, ColorScheme Scheme)
{
    /// <summary>A laptop and a phone, in light and in dark.</summary>
    public static IReadOnlyList<Screen> All { get; } =
    [
        new(1280, 800, ColorScheme.Light), new(1280, 800, ColorScheme.Dark),
        new(390, 844, ColorScheme.Light), new(390, 844, ColorScheme.Dark),
    ];

    public async Task ShowOn(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme });
    }

    public override string ToString() => $"{Width}-{Scheme.ToString().ToLowerInvariant()}";
}

using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <param name="Pixels">Four bytes each, by rows.</param>
sealed record StoredPicture(byte[] File, int Width, int Height, byte[] Pixels)
{
    public IReadOnlyCollection<string> ColoursIn(int left, int top, int width, int height) =>
        [.. Enumerable.Range(top, height).SelectMany(y => Enumerable.Range(left, width).Select(x => (y * Width + x) * 4)).Select(at => $"{Pixels[at]},{Pixels[at + 1]},{Pixels[at + 2]},{Pixels[at + 3]}").Distinct()];
}

/// <summary>Screenshots as people have them, and what became of them.</summary>
static class Screens
{
    /// <summary>Every pixel another colour than its neighbour, and none of them black.</summary>
    const string Paint = """
        const canvas = new OffscreenCanvas(width, height), pen = canvas.getContext('2d');
        for (let x = 0; x < width; x += 10) for (let y = 0; y < height; y += 10) { pen.fillStyle = `rgb(${60 + x % 190}, ${60 + y % 190}, ${60 + (x + y) % 190})`; pen.fillRect(x, y, 10, 10); }
        """;

    /// <summary>An image in the clipboard, pasted where one writes.</summary>
    public static Task Paste(IPage page, string field, int width, int height) => page.EvaluateAsync($$"""
        async ([selector, width, height]) => {
          {{Paint}}
          const data = new DataTransfer();
          data.items.add(new File([await canvas.convertToBlob({ type: 'image/png' })], 'image.png', { type: 'image/png' }));
          const field = document.querySelector(selector);
          field.focus();
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, new object[] { field, width, height });

    /// <summary>An image from another window, let go over what is there.</summary>
    /// <returns>Whether the page keeps it from the browser, which would go away to show it.</returns>
    public static Task<bool> Drop(IPage page, string place, int width, int height) => page.EvaluateAsync<bool>($$"""
        async ([selector, width, height]) => {
          {{Paint}}
          const data = new DataTransfer();
          data.items.add(new File([await canvas.convertToBlob({ type: 'image/png' })], 'image.png', { type: 'image/png' }));
          const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector(selector).dispatchEvent(event);
          return event.defaultPrevented;
        }
        """, new object[] { place, width, height });

    /// <summary>A JPEG with the place it was taken at, as a telephone writes it.</summary>
    public static async Task<byte[]> Photograph(IPage page, int width, int height)
    {
        var plain = Convert.FromBase64String(await page.EvaluateAsync<string>($$"""
            async ([width, height]) => {
              {{Paint}}
              return btoa(String.fromCharCode(...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())));
            }
            """, new object[] { width, height }));
        byte[] place = [.. "Exif\0\0MM\0*\0\0\0\u0008\0\0 51 30 26 N"u8];
        return [.. plain[..2], 0xFF, 0xE1, 0, (byte)(place.Length + 2), .. place, .. plain[2..]];
    }

    /// <summary>The picture with these words as the server hands it out, and its pixels.</summary>
    public static Task<StoredPicture> Stored(IPage page, string alternative) => Stored(page, ".edited", alternative);

    /// <param name="around">What it stands in.</param>
    public static async Task<StoredPicture> Stored(IPage page, string around, string alternative)
    {
        var address = await page.Locator($"{around} img[alt='{alternative}']").First.GetAttributeAsync("src");
        var file = await (await page.APIRequest.GetAsync(address!)).BodyAsync();
        var read = (await page.EvaluateAsync("""
            async address => {
              const image = await createImageBitmap(await (await fetch(address)).blob());
              const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
              pen.drawImage(image, 0, 0);
              const bytes = new Uint8Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
              let text = '';
              for (let at = 0; at < bytes.length; at += 30000) text += String.fromCharCode(...bytes.subarray(at, at + 30000));
              return { width: image.width, height: image.height, pixels: btoa(text) };
            }
            """, address))!.Value;
        return new(file, read.GetProperty("width").GetInt32(), read.GetProperty("height").GetInt32(), read.GetProperty("pixels").GetBytesFromBase64());
    }
}

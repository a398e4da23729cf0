using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Web;

/// <summary>A part of a page that was rendered before and that several pages may share.</summary>
/// <param name="Hash">SHA-256 of the HTML.</param>
public sealed record PagePiece(byte[] Html, byte[] Hash)
{
    public static PagePiece Of(string html)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        return new(bytes, SHA256.HashData(bytes));
    }
}

/// <summary>
/// While a page is rendered to be kept, these words stand where something is put in when it is answered. They hold random digits, so that no text can contain them.
/// </summary>
sealed class PageHoles
{
    readonly string _mark = "hole" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    readonly List<PagePiece> _pieces = [];

    /// <summary>In the place of the time at which the page is answered.</summary>
    public string Now => _mark + "now";

    /// <summary>In the place of the piece.</summary>
    public MarkupString Put(PagePiece piece)
    {
        _pieces.Add(piece);
        return new($"{_mark}p{_pieces.Count - 1:000}");
    }

    /// <param name="token">As it stands in the rendered page's forms.</param>
    public PageInPieces Cut(byte[] html, string token)
    {
        List<(byte[] Mark, PageInPieces.Part Part)> marks =
        [
            (Encoding.ASCII.GetBytes(Now), new(default, PageInPieces.Hole.Now)),
            (Encoding.ASCII.GetBytes(token), new(default, PageInPieces.Hole.Token)),
            .. _pieces.Select((piece, at) => (Encoding.ASCII.GetBytes($"{_mark}p{at:000}"), new PageInPieces.Part(piece.Html, default))),
        ];
        var parts = new List<PageInPieces.Part>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rest = html.AsMemory();
        while (First(rest, marks) is { } found)
        {
            parts.Add(new(rest[..found.At], default));
            parts.Add(found.Part);
            hash.AppendData(rest.Span[..found.At]);
            rest = rest[found.End..];
        }
        parts.Add(new(rest, default));
        hash.AppendData(rest.Span);
        foreach (var piece in _pieces) hash.AppendData(piece.Hash);
        return new(parts, hash.GetHashAndReset(), html.Length);
    }

    static (int At, int End, PageInPieces.Part Part)? First(ReadOnlyMemory<byte> html, List<(byte[] Mark, PageInPieces.Part Part)> marks)
    {
        (int At, int End, PageInPieces.Part Part)? first = null;
        foreach (var (mark, part) in marks)
            if (html.Span.IndexOf(mark) is var at and >= 0 && !(at >= first?.At)) first = (at, at + mark.Length, part);
        return first;
    }
}

/// <summary>A rendered page, cut where something is put in when it is answered.</summary>
/// <param name="Hash">SHA-256 of all that is not put in.</param>
/// <param name="OwnLength">Bytes, without the pieces it shares with others.</param>
sealed record PageInPieces(IReadOnlyList<PageInPieces.Part> Parts, byte[] Hash, int OwnLength)
{
    public enum Hole { None, Now, Token }

    public readonly record struct Part(ReadOnlyMemory<byte> Html, Hole Hole);

    public int Length(ReadOnlySpan<byte> now, ReadOnlySpan<byte> token)
    {
        var length = 0;
        foreach (var part in Parts) length += part.Hole switch { Hole.Now => now.Length, Hole.Token => token.Length, _ => part.Html.Length };
        return length;
    }

    public void Write(PipeWriter to, ReadOnlySpan<byte> now, ReadOnlySpan<byte> token)
    {
        foreach (var part in Parts) System.Buffers.BuffersExtensions.Write(to, part.Hole switch { Hole.Now => now, Hole.Token => token, _ => part.Html.Span });
    }
}

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

    public bool IsKept { get; private set; } = true;

    /// <summary>This page is made anew whenever somebody asks.</summary>
    public void KeepNothing() => IsKept = false;

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
            (Encoding.ASCII.GetBytes(token), new(default, IsToken: true)),
            .. _pieces.Select((piece, at) => (Encoding.ASCII.GetBytes($"{_mark}p{at:000}"), new PageInPieces.Part(piece.Html, IsToken: false))),
        ];
        var parts = new List<PageInPieces.Part>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rest = html.AsMemory();
        while (First(rest, marks) is { } found)
        {
            parts.Add(new(rest[..found.At], IsToken: false));
            parts.Add(found.Part);
            hash.AppendData(rest.Span[..found.At]);
            rest = rest[found.End..];
        }
        parts.Add(new(rest, IsToken: false));
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
/// <param name="Hash">SHA-256 of all but the token.</param>
/// <param name="OwnLength">Bytes, without the pieces it shares with others.</param>
sealed record PageInPieces(IReadOnlyList<PageInPieces.Part> Parts, byte[] Hash, int OwnLength)
{
    /// <param name="IsToken">Here stands the antiforgery token of a form, which is another in every answer.</param>
    public readonly record struct Part(ReadOnlyMemory<byte> Html, bool IsToken);

    public int Length(ReadOnlySpan<byte> token)
    {
        var length = 0;
        foreach (var part in Parts) length += part.IsToken ? token.Length : part.Html.Length;
        return length;
    }

    public void Write(PipeWriter to, ReadOnlySpan<byte> token)
    {
        foreach (var part in Parts) System.Buffers.BuffersExtensions.Write(to, part.IsToken ? token : part.Html.Span);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Web;

/// <summary>A part of a page that was rendered before and that several pages may share.</summary>
public sealed record PagePiece(byte[] Html);

/// <summary>A page while it is rendered to be kept. Where a piece belongs stands a word of random digits, which no text can contain, so that the piece itself is neither rendered nor held twice.</summary>
sealed class PageInPieces
{
    readonly string _mark = "piece" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    readonly List<PagePiece> _pieces = [];

    public bool IsKept { get; private set; } = true;

    /// <summary>Bytes, without the pieces, which others share.</summary>
    public int OwnLength { get; private set; }

    /// <summary>This page is made anew whenever somebody asks.</summary>
    public void KeepNothing() => IsKept = false;

    /// <summary>In the place of the piece.</summary>
    public MarkupString Put(PagePiece piece)
    {
        _pieces.Add(piece);
        return new(MarkOf(_pieces.Count - 1));
    }

    /// <summary>The page in the order in which it is sent.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> html)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        OwnLength = html.Length;
        for (var i = 0; i < _pieces.Count; i++)
        {
            var mark = Encoding.ASCII.GetBytes(MarkOf(i));
            var at = html.Span.IndexOf(mark);
            if (at < 0) throw new InvalidOperationException("Pieces stand on the page in the order in which they were put, each of them once.");
            parts.Add(html[..at]);
            parts.Add(_pieces[i].Html);
            html = html[(at + mark.Length)..];
        }
        parts.Add(html);
        return parts;
    }

    string MarkOf(int piece) => $"{_mark}-{piece}-";
}

using System.ComponentModel;
using System.Diagnostics;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

/// <summary>Another program, in another language, reads what this one writes.</summary>
public class ReferenceReaderTests
{
    const string Script = """
        import sys, base64
        sys.path.insert(0, sys.argv[1])
        import tlog_reference as r
        lines = sys.stdin.read().split('\n')
        vkey, size, old, index = lines[0], int(lines[1]), int(lines[2]), int(lines[3])
        h = [base64.b64decode(x) for x in lines[4].split()]; inclusion = [base64.b64decode(x) for x in lines[5].split()]; consistency = [base64.b64decode(x) for x in lines[6].split()]
        text = r.open_note('\n'.join(lines[7:]), vkey).split('\n')
        root = base64.b64decode(text[2])
        assert int(text[1]) == size == len(h) and r.mth(h) == root
        assert h[index] == r.leaf(('{"n":%d}' % index).encode())
        assert inclusion == r.incl(index, h) and r.ver_incl(index, size, h[index], inclusion, root)
        assert consistency == r.cons(old, h) and r.ver_cons(old, size, r.mth(h[:old]), root, consistency)
        print('agrees')
        """;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(7, 4, 6)]
    [InlineData(300, 256, 255)]
    [InlineData(1000, 999, 513)]
    public async Task An_independent_reader_accepts_our_heads_and_proofs(int size, int old, int index)
    {
        using var key = JournalKey.FromSeed("handrail.example/acme", Digest.Of("seed"u8).ToArray()).Value;
        var tree = Tree.Of(size);
        string[] input =
        [
            key.Public.ToString(), $"{size}", $"{old}", $"{index}", string.Join(' ', tree.Leaves.ToArray()),
            string.Join(' ', MerkleProof.Inclusion(index, size, tree.Read)), string.Join(' ', MerkleProof.Consistency(old, size, tree.Read)),
            new TreeHead(key.Public.Name, size, tree.Root).Sign(key).ToString(),
        ];
        Assert.Equal("agrees", await Python(Published.Path("samples"), string.Join('\n', input)));
    }

    static async Task<string> Python(string samples, string input)
    {
        using var python = Start("python3", "-c", "import cryptography");
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (python.ExitCode != 0) Assert.Skip("python3 has no module cryptography on this machine.");

        using var reader = Start("python3", "-B", "-c", Script, samples);
        await reader.StandardInput.WriteAsync(input);
        reader.StandardInput.Close();
        var said = await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
        return reader.ExitCode == 0 ? said.Trim() : await reader.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on this machine.");
            throw;
        }
    }
}

namespace Handrail.Core.Journal.Packs;

/// <summary>The text in every pack that tells how to check it, with the program and without it.</summary>
static class PackReadme
{
    public static string Text(EvidencePack pack, NoteKey key) => $$"""
        {{OneLine(pack.Title)}}
        Evidence pack of the journal {{key.Name}}, made {{pack.Made}}.

        Open index.html to read it. To check it, use one of the two ways below. Neither needs the server
        it came from, or a network.


        WITH THE PROGRAM

            handrail verify <this file>.zip --key "<the key you were given>"

        Ask the organization for the key by another way than this pack (on paper, by telephone, from a
        colleague who noted it earlier) and give it to the program. Without it the check only shows that
        the pack is whole and agrees with itself. If you have kept head.txt of an earlier pack, add
        --since <that file>: then the check also shows that nothing before it was changed since.


        BY HAND, WITH OPENSSL

        Unpack the archive into an empty folder and work there, in a shell. Every check prints what to compare.

        1. The key. key.txt must be, character for character, the key you were given by another way.

        2. The head: the size of the journal and one hash over all its entries, signed.

        {{Commands.Head}}

           It must say: Signature Verified Successfully

        3. The seal over all files of this pack.

        {{Commands.Seal}}

           It must say: Signature Verified Successfully, and then twice the same line. manifest.json lists
           each file with its SHA-256; "openssl dgst -sha256 <file>" prints the same for an unchanged file.

        4. That an entry is in the journal. Set n to the number of the entry.

        {{Commands.Inclusion}}

           It must print the same line twice.

        5. What an entry says. entries/ holds what the journal keeps for ever; payloads/ holds who and what.

        {{Commands.Commitment}}

           It must print the "commit" of entries/$n.json. An entry without a payload was redacted: that
           it was made, when, and about what stays proven; who and what was removed.

        6. A file or a procedure. The SHA-256 of the content stands in the payload of the entry that
           stored or published it: "openssl dgst -sha256 files/* procedures/*" prints them all. A file
           is named after it.


        WHAT THIS PROVES, AND WHAT NOT

        It proves that these entries stood in the journal, in this order and unchanged, when the head was
        signed; that the texts and files are those the entries speak of; and, for the subjects named in
        manifest.json, that no entry before the last one shown was left out: each entry names the one
        before it about the same subject ("prev").

        It does not prove that what was written down is true, that everything that happened was written
        down, that the server's clock was right, or that nothing about a subject came after the last
        entry shown. Whoever has the journal's key and its database could have written another history
        before anyone outside kept a head: so keep head.txt, and bring it along to the next check.

        """;

    /// <summary>Kept apart so that a test runs exactly what people are told to type.</summary>
    public static class Commands
    {
        public const string Head = """
                printf '\060\052\060\005\006\003\053\145\160\003\041\000' > key.der
                cut -d+ -f3- key.txt | base64 -d | tail -c 32 >> key.der
                sed '/^$/,$d' head.txt > head.text
                grep "^— $(cut -d+ -f1 key.txt) " head.txt | head -n 1 | cut -d' ' -f3 | base64 -d | tail -c 64 > head.sig
                openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in head.text -sigfile head.sig
            """;

        public const string Seal = """
                sed '/^$/,$d' seal.txt > seal.text
                sed -n '$p' seal.txt | cut -d' ' -f3 | base64 -d | tail -c 64 > seal.sig
                openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in seal.text -sigfile seal.sig
                openssl dgst -sha256 -binary manifest.json | base64
                sed -n 3p seal.txt
            """;

        public const string Inclusion = """
                i=$n; last=$(( $(sed -n 2p head.txt) - 1 ))
                { printf '\000'; cat entries/$n.json; } | openssl dgst -sha256 -binary > node
                for hash in $(sed '1,2d;/^$/,$d' proofs/$n.tlog-proof); do
                  echo $hash | base64 -d > other
                  if [ $((i % 2)) = 1 ] || [ $i = $last ]; then
                    { printf '\001'; cat other node; } | openssl dgst -sha256 -binary > up
                    while [ $((i % 2)) = 0 ] && [ $i != 0 ]; do i=$((i / 2)); last=$((last / 2)); done
                  else
                    { printf '\001'; cat node other; } | openssl dgst -sha256 -binary > up
                  fi
                  mv up node; i=$((i / 2)); last=$((last / 2))
                done
                base64 < node
                sed -n 3p head.txt
            """;

        public const string Commitment = """
                cat payloads/$n.salt payloads/$n.json | openssl dgst -sha256 -binary | base64
            """;
    }

    static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

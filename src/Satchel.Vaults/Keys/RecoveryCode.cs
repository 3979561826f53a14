using System.Globalization;
using System.Security.Cryptography;

namespace Satchel.Vaults.Keys;

// A recovery code (docs/format.md, section 5.4): 8 groups of 8 characters, each 7 of data and 1 to check them, shown in
// fours. The 56 characters of data are 280 bits: the secret's 256, and 24 of its hash, which catch what the check
// characters let through.

/// <summary>Writes and reads recovery codes.</summary>
internal static class RecoveryCode
{
    public const int SecretBytes = 32;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Base = 32;
    private const int BitsEach = 5;
    private const int Groups = 8;
    private const int GroupLength = 8;
    private const int DataPerGroup = GroupLength - 1;
    private const int Length = Groups * GroupLength;
    private const int ShownLength = 4;
    private const int HashBytes = 3;

    private static ReadOnlySpan<byte> HashLabel => "satchel recovery code"u8;

    /// <summary>The code of a secret of 32 bytes: 64 characters in 16 groups with hyphens between.</summary>
    public static string Write(ReadOnlySpan<byte> secret)
    {
        Span<byte> data = stackalloc byte[SecretBytes + HashBytes];
        secret.CopyTo(data);
        Check(secret, data[SecretBytes..]);
        Span<char> code = stackalloc char[Length + (Length / ShownLength) - 1];
        Span<int> values = stackalloc int[GroupLength];
        int written = 0;
        for (int group = 0; group < Groups; group++)
        {
            for (int i = 0; i < DataPerGroup; i++)
            {
                values[i] = Take(data, ((group * DataPerGroup) + i) * BitsEach);
            }

            values[DataPerGroup] = CheckValue(group, values);
            for (int i = 0; i < GroupLength; i++)
            {
                if (i % ShownLength == 0 && written > 0)
                {
                    code[written++] = '-';
                }

                code[written++] = Alphabet[values[i]];
            }
        }

        string text = new(code);
        CryptographicOperations.ZeroMemory(data);
        code.Clear();
        values.Clear();
        return text;
    }

    /// <summary>The secret of a code as typed.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.WrongSecret"/>: it is not a recovery code; the message names the group, never what was typed.</exception>
    public static Secret Read(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        Span<int> values = stackalloc int[Length];
        int count = 0;
        foreach (char c in code)
        {
            if (c is '-' or '\u2010' or '\u2011' or '\u2013' || char.IsWhiteSpace(c))
            {
                continue;
            }

            int value = ValueOf(c);
            if (value < 0)
            {
                throw Mistyped($"has a character that recovery codes do not use, in group {(count / ShownLength) + 1}");
            }

            if (count == Length)
            {
                throw Mistyped($"has more than {Length} characters");
            }

            values[count++] = value;
        }

        if (count < Length)
        {
            throw Mistyped($"has {count} characters; {Length} were expected, {Length / ShownLength} groups of {ShownLength}");
        }

        return Decode(values);
    }

    private static Secret Decode(Span<int> values)
    {
        Span<byte> data = stackalloc byte[SecretBytes + HashBytes];
        data.Clear();
        for (int group = 0; group < Groups; group++)
        {
            Span<int> inGroup = values.Slice(group * GroupLength, GroupLength);
            if (inGroup[DataPerGroup] != CheckValue(group, inGroup))
            {
                throw Mistyped($"is mistyped in group {(group * 2) + 1} or {(group * 2) + 2} of {Length / ShownLength}");
            }

            for (int i = 0; i < DataPerGroup; i++)
            {
                Put(data, ((group * DataPerGroup) + i) * BitsEach, inGroup[i]);
            }
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        Check(data[..SecretBytes], hash);
        bool fits = CryptographicOperations.FixedTimeEquals(hash, data[SecretBytes..]);
        var secret = new Secret(data[..SecretBytes]);
        CryptographicOperations.ZeroMemory(data);
        values.Clear();
        if (!fits)
        {
            secret.Dispose();
            throw Mistyped("is mistyped in more than one place");
        }

        return secret;
    }

    // The weights are odd, so that no single wrong character goes unseen; the group's number sees groups that were swapped.
    private static int CheckValue(int group, ReadOnlySpan<int> values)
    {
        int sum = 31 * (group + 1);
        for (int i = 0; i < DataPerGroup; i++)
        {
            sum += ((2 * i) + 1) * values[i];
        }

        return sum % Base;
    }

    private static void Check(ReadOnlySpan<byte> secret, Span<byte> check)
    {
        Span<byte> labelled = stackalloc byte[HashLabel.Length + SecretBytes];
        HashLabel.CopyTo(labelled);
        secret.CopyTo(labelled[HashLabel.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(labelled, hash);
        hash[..HashBytes].CopyTo(check);
        CryptographicOperations.ZeroMemory(labelled);
    }

    private static int Take(ReadOnlySpan<byte> data, int bit)
    {
        int value = 0;
        for (int i = bit; i < bit + BitsEach; i++)
        {
            value = (value << 1) | ((data[i / 8] >> (7 - (i % 8))) & 1);
        }

        return value;
    }

    private static void Put(Span<byte> data, int bit, int value)
    {
        for (int i = 0; i < BitsEach; i++)
        {
            int position = bit + i;
            data[position / 8] |= (byte)(((value >> (BitsEach - 1 - i)) & 1) << (7 - (position % 8)));
        }
    }

    private static int ValueOf(char c) => char.ToUpper(c, CultureInfo.InvariantCulture) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        char upper => Alphabet.IndexOf(upper, StringComparison.Ordinal),
    };

    private static VaultException Mistyped(string what) => new(VaultProblem.WrongSecret, $"the recovery code {what}");
}

namespace Satchel.TestKit.WeChat;

/// <summary>Compresses into one LZ4 block, as the description of the format says: whoever decompresses it shares no code with this.</summary>
public static class Lz4Blocks
{
    private const int MinMatch = 4;
    private const int LastLiterals = 5;
    private const int MatchFreeEnd = 12;
    private const int MaxOffset = 65535;

    /// <summary>Compresses some bytes.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        List<byte> block = [];
        Dictionary<uint, int> seen = [];
        int anchor = 0;
        int at = 0;
        while (at < content.Length - MatchFreeEnd)
        {
            uint four = BitConverter.ToUInt32(content[at..]);
            bool isSeen = seen.TryGetValue(four, out int before);
            seen[four] = at;
            if (!isSeen || at - before > MaxOffset)
            {
                at++;
                continue;
            }

            int length = MinMatch;
            while (at + length < content.Length - LastLiterals && content[before + length] == content[at + length])
            {
                length++;
            }

            AddSequence(block, content[anchor..at], length - MinMatch);
            block.InsertRange(block.Count - LengthBytes(length - MinMatch), [(byte)((at - before) & 0xFF), (byte)((at - before) >> 8)]);
            at += length;
            anchor = at;
        }

        AddSequence(block, content[anchor..], 0);
        return [.. block];
    }

    private static void AddSequence(List<byte> block, ReadOnlySpan<byte> literals, int match)
    {
        block.Add((byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(match, 15)));
        AddLength(block, literals.Length);
        block.AddRange(literals.ToArray());
        AddLength(block, match);
    }

    private static void AddLength(List<byte> block, int length)
    {
        for (int left = length - 15; left >= 0; left -= 255)
        {
            block.Add((byte)Math.Min(left, 255));
        }
    }

    private static int LengthBytes(int length) => length < 15 ? 0 : ((length - 15) / 255) + 1;
}

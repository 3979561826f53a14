namespace Satchel.Fuzz;

/// <summary>Changes an input as damage, and as somebody with intent, would.</summary>
internal static class Mutator
{
    private const int MostChanges = 6;
    private const int LongestPiece = 64;
    private const int FrontBytes = 200;

    private static readonly byte[][] Telling =
        [[0], [0xFF], [0x7F], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F]];

    /// <summary>An input made of one seed, and of pieces of another.</summary>
    public static byte[] Mutate(IReadOnlyList<byte[]> seeds, Random random)
    {
        byte[] other = seeds[random.Next(seeds.Count)];
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (int changes = random.Next(1, MostChanges); changes > 0; changes--)
        {
            Change(bytes, other, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, byte[] other, Random random)
    {
        // Lengths and counts stand at the front of most things.
        int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, FrontBytes) + 1 : bytes.Count + 1);
        int length = Math.Min(random.Next(1, LongestPiece), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, Piece(other, random));
                break;
            case 4:
                Overwrite(bytes, at, Telling[random.Next(Telling.Length)]);
                break;
            case 5:
                Overwrite(bytes, at, Piece(other, random));
                break;
            case 6 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
        }
    }

    private static ArraySegment<byte> Piece(byte[] other, Random random)
    {
        int start = random.Next(other.Length + 1);
        return new ArraySegment<byte>(other, start, Math.Min(random.Next(LongestPiece), other.Length - start));
    }

    private static void Overwrite(List<byte> bytes, int at, IReadOnlyList<byte> piece)
    {
        for (int i = 0; i < piece.Count && at + i < bytes.Count; i++)
        {
            bytes[at + i] = piece[i];
        }
    }
}

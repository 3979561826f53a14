using Satchel.Vaults;

namespace Satchel.Tests.Vaults.Maps;

/// <summary>Records of every kind of field, with texts that are nearly hex or base64 among them.</summary>
internal static class RandomRecord
{
    private static readonly string[] Awkward =
    [
        "", "=", "====", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAB=", "AAAAAAAAAAAAAA==", "AAAAAAAAAAAAAB==", "AAAAAAAAAAAA====", "AAAA AAAAAAAAAAA",
        "0123456789abcdef", "0123456789ABCDEF", "0123456789ABCDEf", "0123456789012345", "0123456789abcde", "AAAAAAAAAAAAAA\n=", "AAECAwQFBgcICQoLDA0O+/==",
    ];

    public static byte[] Make(Random random)
    {
        var writer = new RecordWriter();
        int fields = random.Next(12);
        writer.Begin(fields);
        for (int i = 0; i < fields; i++)
        {
            AddField(writer, random, random.Next(3) == 0 ? random.Next(11) : i % 11);
        }

        return writer.Written.ToArray();
    }

    private static void AddField(RecordWriter writer, Random random, int kind)
    {
        byte[] bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        switch (kind)
        {
            case 0:
                writer.AddNull();
                break;
            case 1:
                writer.AddInteger(random.Next(3));
                break;
            case 2:
                writer.AddInteger(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
                break;
            case 3:
                writer.AddReal(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
                break;
            case 4:
                writer.AddText(Awkward[random.Next(Awkward.Length)]);
                break;
            case 5:
                writer.AddText(bytes);
                break;
            case 6:
                writer.AddBlob(random.Next(2) == 0 ? bytes : new byte[random.Next(200)]);
                break;
            case 7:
                writer.AddText(Convert.ToHexString(bytes));
                break;
            case 8:
                writer.AddText(Convert.ToHexStringLower(bytes));
                break;
            case 9:
                writer.AddText(Convert.ToBase64String(bytes));
                break;
            default:
                writer.AddExternal(random.Next(2) == 0, random.NextInt64(), [.. Enumerable.Range(0, random.Next(3)).Select(i => Digest.Of([(byte)i]))]);
                break;
        }
    }
}

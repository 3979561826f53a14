using System.IO.Compression;
using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Tests.Chats.WhatsApp.Crypt;

/// <summary>A folder with containers that are put together here, byte for byte, from the description of the format.</summary>
internal sealed class CryptFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("satchel-crypt-");

    public static byte[] RootKey => Bytes(32, 1);

    public static byte[] KeyFilePayload(int seed = 1)
    {
        byte[] payload = Bytes(131, seed + 1000);
        payload[0] = 0;
        payload[1] = 1;
        payload[2] = 2;
        SHA256.HashData(payload.AsSpan(35, 16)).CopyTo(payload, 51);
        payload.AsSpan(83, 16).Clear();
        return payload;
    }

    public static SourceKeys Keys(int seed = 1)
    {
        SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.WhatsAppKeyFile, KeyFilePayload(seed)));
        keys.Add(new SourceKey(SourceKeyKind.RootKey, Bytes(32, seed)));
        return keys;
    }

    public static byte[] SqliteLike(int length)
    {
        byte[] bytes = Bytes(length, 7);
        bytes.AsSpan(length / 2).Clear();
        "SQLite format 3\0"u8.CopyTo(bytes);
        return bytes;
    }

    public static byte[] Sealed(string container, byte[] plain, int metadataBytes, int? zlibLevel = 1, bool md5 = true)
    {
        using MemoryStream file = new();
        byte[] nonce = Bytes(16, 55);
        file.Write(Header(container, nonce, metadataBytes));
        byte[] cipherText = zlibLevel is { } level ? Deflate(plain, level) : [.. plain];
        byte[] tag = new byte[16];
        byte[] key = container == "crypt15" ? CryptKey.DeriveBackupKey(RootKey) : KeyFilePayload()[99..];
        using GcmCipher cipher = new(key, nonce, encrypt: true);
        cipher.Update(cipherText, cipherText);
        cipher.Finish(tag);
        file.Write(cipherText);
        file.Write(tag);
        file.Write(md5 ? Md5(file.ToArray()) : []);
        file.Write(container == "crypt12" ? "--42"u8 : []);
        return file.ToArray();
    }

    public static void FixMd5(byte[] whole, string container)
    {
        int end = whole.Length - (container == "crypt12" ? 4 : 0);
        Md5(whole[..(end - 16)]).CopyTo(whole, end - 16);
    }

    public static void AssertSameButNonce(byte[] first, byte[] second, string container)
    {
        byte[] header = Header(container, new byte[16], 0);
        int nonce = container == "crypt12" ? 51 : header.AsSpan().IndexOf(new byte[16]);
        int length = container == "crypt12" ? 51 : Math.Min(nonce, 4);
        Assert.Equal(first[..length], second[..length]);
        Assert.False(first.AsSpan().SequenceEqual(second));
        if (container == "crypt12")
        {
            Assert.Equal("--42"u8, second.AsSpan(second.Length - 4));
        }
    }

    public static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            int at = random.Next(Math.Min(bytes.Length, random.Next(2) == 0 ? 200 : int.MaxValue));
            switch (random.Next(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes = bytes[..at]; break;
                default: bytes = [.. bytes[..at], .. Bytes(random.Next(1, 20), at), .. bytes[at..]]; break;
            }
        }

        return bytes;
    }

    public static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public string Path(string name) => System.IO.Path.Combine(_root.FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static byte[] Header(string container, byte[] nonce, int metadataBytes)
    {
        byte[] payload = KeyFilePayload();
        if (container == "crypt12")
        {
            return [.. payload[..3], .. payload[3..51], .. nonce];
        }

        byte[] keyData = container == "crypt14"
            ? [0x0A, 2, 0, 1, 0x12, 1, (byte)'2', 0x1A, 32, .. payload[3..35], 0x22, 16, .. payload[35..51], 0x2A, 16, .. nonce]
            : [0x0A, 16, .. nonce];
        byte[] prefix = [8, (byte)(container == "crypt15" ? 1 : 0), (byte)(container == "crypt15" ? 0x1A : 0x12), .. Varint(keyData.Length), .. keyData, 0x22, .. Varint(metadataBytes), .. Bytes(metadataBytes, 8)];
        return [.. Varint(prefix.Length), .. prefix];
    }

    private static byte[] Varint(int value) => value switch
    {
        < 1 << 7 => [(byte)value],
        < 1 << 14 => [(byte)(value & 0x7F | 0x80), (byte)(value >> 7)],
        _ => [(byte)(value & 0x7F | 0x80), (byte)((value >> 7) & 0x7F | 0x80), (byte)(value >> 14)],
    };

    private static byte[] Deflate(byte[] plain, int level)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] Md5(byte[] bytes)
    {
#pragma warning disable CA5351 // The container's checksum.
        return MD5.HashData(bytes);
#pragma warning restore CA5351
    }
}

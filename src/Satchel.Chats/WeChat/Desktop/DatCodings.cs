using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>
/// Says how the content of a <c>.dat</c> picture is made of the file: from its first bytes, which tell the kind, and its last, which tell the mask. See
/// docs/formats/wechat-desktop.md, "Pictures".
/// </summary>
internal sealed class DatCodings
{
    private const int MagicBytes = 6;
    private const int BlockBytes = 16;
    private const int FrontBytes = WxDat.HeadBytes + BlockBytes;
    private const int EndBytes = 4;

    private readonly byte[] _key;
    private readonly byte? _told;
    private readonly string? _picturesFolder;
    private byte? _mask;

    /// <param name="keys">The person's keys.</param>
    /// <param name="picturesFolder">Where pictures lie, of which a few tell the mask of all; null where there are none.</param>
    public DatCodings(SourceKeys keys, string? picturesFolder)
    {
        _key = keys.All.FirstOrDefault(key => key.Kind == SourceKeyKind.ImageKey)?.Bytes.ToArray() ?? [];
        _told = keys.All.FirstOrDefault(key => key is { Kind: SourceKeyKind.ImageMask, Bytes.Length: 1 })?.Bytes[0];
        _picturesFolder = picturesFolder;
    }

    /// <summary>The coding of a file; null where its content is as it is stored, or it is not there.</summary>
    public string? Of(string fullPath)
    {
        byte[] front = new byte[FrontBytes];
        byte[] end = new byte[EndBytes];
        long length = Peek(fullPath, front, end);
        if (length < EndBytes)
        {
            return null;
        }

        int version = WxDat.VersionOf(front);
        if (version == 0)
        {
            byte mask = DatMask.OfFront(front.AsSpan(0, (int)Math.Min(length, front.Length))) ?? _told ?? 0;
            return mask == 0 ? null : AttachmentCodings.Xor(mask);
        }

        if (version == 2 && _key.Length == 0)
        {
            return AttachmentCodings.Wxdat2([], 0);
        }

        byte[] start = Decrypt(front.AsSpan(WxDat.HeadBytes, BlockBytes), version == 2 ? _key : WxDat.KeyOfVersion1);
        byte found = BinaryPrimitives.ReadUInt32LittleEndian(front.AsSpan(MagicBytes + sizeof(uint))) == 0 ? DatMask.Usual : DatMask.OfEnd(start, end) ?? AccountMask();
        return version == 2 ? AttachmentCodings.Wxdat2(_key, found) : AttachmentCodings.Wxdat1(found);
    }

    // The mask of all: as the person gave it, else as the first of the small pictures (which are JPEG) has it, else the usual one. Always the same for the same files.
    private byte AccountMask() => _mask ??= _told ?? FindMask() ?? DatMask.Usual;

    private byte? FindMask()
    {
        try
        {
            if (_picturesFolder is null || !Directory.Exists(_picturesFolder))
            {
                return null;
            }

            IEnumerable<string> folders = Directory.EnumerateDirectories(_picturesFolder, "*", SearchOption.AllDirectories).Take(DesktopLimits.MaxFoldersForMask).Order(StringComparer.Ordinal);
            foreach (string path in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*_t.dat")).Take(DesktopLimits.MaxPicturesForMask))
            {
                if (MaskOf(path) is { } mask)
                {
                    return mask;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then the usual one it is.
        }

        return null;
    }

    private static byte? MaskOf(string path)
    {
        byte[] front = new byte[FrontBytes];
        byte[] end = new byte[EndBytes];
        bool isMasked = Peek(path, front, end) > FrontBytes && WxDat.VersionOf(front) != 0 && BinaryPrimitives.ReadUInt32LittleEndian(front.AsSpan(MagicBytes + sizeof(uint))) >= EndBytes;
        return isMasked ? DatMask.OfEnd([0xFF, 0xD8, 0xFF], end) : null;
    }

    // The length of a file, and how it begins and ends; 0 where it is not there or cannot be read.
    private static long Peek(string path, Span<byte> front, Span<byte> end)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long length = RandomAccess.GetLength(file);
            _ = RandomAccess.Read(file, front, 0);
            _ = RandomAccess.Read(file, end, Math.Max(0, length - end.Length));
            return length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> block, ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.Key = key.ToArray();
        return aes.DecryptEcb(block, PaddingMode.None);
    }
}

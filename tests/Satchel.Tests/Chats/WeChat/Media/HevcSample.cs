using System.Buffers.Binary;
using System.Diagnostics;

namespace Satchel.Tests.Chats.WeChat.Media;

/// <summary>Makes pictures as WeChat packs them, with Debian's x265.</summary>
internal static class HevcSample
{
    /// <summary>A picture of one colour on the left and another on the right, as a stream of HEVC.</summary>
    public static async Task<byte[]> EncodeAsync(string folder, int width, int height, (byte Y, byte U, byte V) left, (byte Y, byte U, byte V) right)
    {
        string raw = Path.Combine(folder, "in.yuv");
        string stream = Path.Combine(folder, "out.hevc");
        byte[] frame = new byte[(width * height) + (2 * (width / 2) * (height / 2))];
        Fill(frame.AsSpan(0, width * height), width, left.Y, right.Y);
        Fill(frame.AsSpan(width * height, width / 2 * (height / 2)), width / 2, left.U, right.U);
        Fill(frame.AsSpan((width * height) + (width / 2 * (height / 2))), width / 2, left.V, right.V);
        await File.WriteAllBytesAsync(raw, frame, TestContext.Current.CancellationToken);
        ProcessStartInfo start = new("x265")
        {
            ArgumentList = { "--input", raw, "--input-res", $"{width}x{height}", "--fps", "1", "--frames", "1", "--qp", "4", "--range", "full", "--colormatrix", "bt470bg", "--output", stream },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return await File.ReadAllBytesAsync(stream, TestContext.Current.CancellationToken);
    }

    /// <summary>The container around streams: a head of 19 bytes, something, and each stream behind its length.</summary>
    public static byte[] Pack(int width, int height, params byte[][] streams)
    {
        byte[] head = new byte[34];
        "wxgf"u8.CopyTo(head);
        head[4] = 19;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(7), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(9), (ushort)height);
        List<byte> packed = [.. head];
        foreach (byte[] stream in streams)
        {
            byte[] length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, stream.Length);
            packed.AddRange(length);
            packed.AddRange(stream);
        }

        packed.AddRange(new byte[24]);
        return [.. packed];
    }

    private static void Fill(Span<byte> plane, int width, byte left, byte right)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = i % width < width / 2 ? left : right;
        }
    }
}

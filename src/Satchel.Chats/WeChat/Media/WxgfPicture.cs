using System.Buffers.Binary;

namespace Satchel.Chats.WeChat.Media;

/// <summary>
/// Pictures in the app's own container: streams of HEVC, each behind its length. One stream is the picture, or the frames of a moving one, of which the first is shown; several that
/// are about as long take turns, a mask and the colours under it (docs/formats/wechat-media.md).
/// </summary>
internal static class WxgfPicture
{
    private const int MaxStreams = 4096;
    private const int LengthBytes = 4;
    private const int PercentOfMain = 60;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>Decodes to PNG.</summary>
    public static byte[] ToPng(ReadOnlySpan<byte> content, string where)
    {
        List<Range> streams = FindStreams(content);
        if (streams.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "is said to be a picture and holds no stream of one");
        }

        int longest = 0;
        long all = 0;
        for (int i = 0; i < streams.Count; i++)
        {
            all += LengthOf(streams[i]);
            longest = LengthOf(streams[i]) > LengthOf(streams[longest]) ? i : longest;
        }

        bool isMasked = streams.Count > 1 && LengthOf(streams[longest]) * 100L < all * PercentOfMain;
        HevcPicture colours = HevcPicture.DecodeFirst(content[streams[isMasked ? 1 : longest]], where);
        HevcPicture? mask = isMasked ? HevcPicture.DecodeFirst(content[streams[0]], where) : null;
        return mask is not null && mask.Width == colours.Width && mask.Height == colours.Height
            ? PngFile.Make(colours.ToPixels(mask), colours.Width, colours.Height, 4)
            : PngFile.Make(colours.ToPixels(null), colours.Width, colours.Height, 3);
    }

    // Nothing public says where the streams begin: at each start code with a length that fits before it.
    private static List<Range> FindStreams(ReadOnlySpan<byte> content)
    {
        List<Range> streams = [];
        int at = LengthBytes;
        while (streams.Count < MaxStreams && at < content.Length)
        {
            int found = content[at..].IndexOf(StartCode);
            if (found < 0)
            {
                break;
            }

            at += found;
            uint length = at >= LengthBytes ? BinaryPrimitives.ReadUInt32BigEndian(content[(at - LengthBytes)..]) : 0;
            if (length > StartCode.Length && length <= (uint)(content.Length - at))
            {
                streams.Add(new Range(at, at + (int)length));
                at += (int)length;
            }
            else
            {
                at++;
            }
        }

        return streams;
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;
}

using Satchel.Chats;

namespace Satchel.History;

/// <summary>What of a key of a <c>history</c> map tells which message it is of, wherever that comes from (docs/format.md, 10.3).</summary>
internal static class MessageIdentity
{
    private const byte OwnId = 2;
    private const byte OrderedOwnId = 4;

    // Order and repeat, which stand before the id.
    private const int PlaceBytes = sizeof(uint) + sizeof(ushort);

    /// <summary>Chat and native key, without the message's place among those of the same time.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> stem)
    {
        ReadOnlyMemory<byte> identity = stem[HistoryKey.TimeBytes..];
        int form = 1 + HistoryKey.Chat(stem.Span).Length + 1;
        if (identity.Length != form + 1 + PlaceBytes + MessageId.LengthBytes || identity.Span[form] != OrderedOwnId)
        {
            return identity;
        }

        byte[] told = new byte[identity.Length - PlaceBytes];
        identity.Span[..form].CopyTo(told);
        told[form - 1] = 1 + MessageId.LengthBytes;
        told[form] = OwnId;
        identity.Span[(form + 1 + PlaceBytes)..].CopyTo(told.AsSpan(form + 1));
        return told;
    }

    /// <summary>The message's id: its key holds it where it has none of the app's.</summary>
    /// <param name="app">The app.</param>
    /// <param name="stem">The stem.</param>
    /// <param name="message">The message at it.</param>
    public static string IdOf(string app, ReadOnlySpan<byte> stem, Message message)
    {
        ReadOnlySpan<byte> native = stem[(HistoryKey.TimeBytes + 1 + HistoryKey.Chat(stem).Length)..];
        bool isOwn = native.Length >= 2 + MessageId.LengthBytes && native[1] is (OwnId or OrderedOwnId);
        return isOwn ? Convert.ToHexStringLower(native[^MessageId.LengthBytes..]) : MessageId.For(app, message);
    }
}

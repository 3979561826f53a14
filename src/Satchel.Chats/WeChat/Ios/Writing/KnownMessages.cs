using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>
/// Which messages the store has: by the server's number, which is the same on all devices of an account; those without one by chat, second, type, direction and content.
/// </summary>
internal sealed class KnownMessages
{
    private readonly HashSet<(ulong Chat, long ServerId)> _byServer = [];
    private readonly HashSet<(ulong Chat, long Second, int Type, bool Outgoing, UInt128 Content)> _local = [];

    /// <summary>Takes what the phone has in a chat's table.</summary>
    public void Read(ChatTable table)
    {
        ulong chat = NumberOf(table.Hash);
        using SqliteStatement rows = table.Database.Prepare($"SELECT rowid, {table.Selection} FROM {table.Quoted}");
        while (rows.Step())
        {
            int type = (int)Math.Clamp(rows.Integer(6), int.MinValue, int.MaxValue);
            long serverId = rows.Integer(2);
            if (type is WeChatTypes.Notice or WeChatTypes.SystemXml)
            {
                // A notice is read under the id of the message that it recalls.
                WeChatRow notice = new() { ChatId = table.Hash, SentAtMillis = 0, Type = type, Content = rows.TextOrNull(4), Outgoing = true };
                serverId = PayloadReader.Read(notice).RecalledServerId is not 0 and var recalled ? recalled : serverId;
            }

            if (serverId != 0)
            {
                _byServer.Add((chat, serverId));
            }
            else
            {
                _local.Add((chat, rows.Integer(3), type, rows.Integer(7) == 0, HashOf(rows.Utf8(4))));
            }
        }
    }

    /// <summary>Notes a message that is to be written; false where the store has it.</summary>
    public bool TryAdd(WrittenChat chat, long serverId, long second, int type, bool outgoing, string content) => serverId != 0
        ? _byServer.Add((NumberOf(chat.Hash), serverId))
        : chat.LastBefore == 0 || !_local.Contains((NumberOf(chat.Hash), second, type, outgoing, HashOf(System.Text.Encoding.UTF8.GetBytes(content))));

    private static ulong NumberOf(string hash) => ulong.Parse(hash.AsSpan(0, 16), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private static UInt128 HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[System.Security.Cryptography.SHA256.HashSizeInBytes];
        System.Security.Cryptography.SHA256.HashData(content, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat;

/// <summary>One member of a group.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="DisplayName">What they call themselves in the group, or null.</param>
/// <param name="InvitedBy">Who invited them, or null.</param>
internal sealed record RoomMember(string UserName, string? DisplayName, string? InvitedBy = null);

/// <summary>
/// The members of a group, as Android's <c>chatroom.roomdata</c>, desktop 3.x's <c>ChatRoom.RoomData</c> and 4.x's <c>chat_room.ext_buffer</c> hold them: a protobuf
/// with field 1 for each member { 1 user name, 2 name in the group, 3 status, 4 who invited them }, and field 5, how many there may be.
/// </summary>
internal static class RoomData
{
    /// <summary>Reads the members; what is broken ends the list, and tells nothing.</summary>
    public static IReadOnlyList<RoomMember> Read(ReadOnlySpan<byte> blob)
    {
        List<RoomMember> members = [];
        ProtobufCursor fields = new(blob);
        while (members.Count < WeChatLimits.MaxMembers && fields.TryReadField())
        {
            if (fields is { Field: 1, IsNumber: false } && Member(fields.Bytes) is { } member)
            {
                members.Add(member);
            }
        }

        return members;
    }

    /// <summary>Writes members as such a blob.</summary>
    public static byte[] Write(IReadOnlyList<RoomMember> members, int mostMembers = 500)
    {
        ProtobufBuilder blob = new();
        foreach (RoomMember member in members)
        {
            ProtobufBuilder fields = new();
            fields.Add(1, Encoding.UTF8.GetBytes(member.UserName));
            if (member.DisplayName is { Length: > 0 } name)
            {
                fields.Add(2, Encoding.UTF8.GetBytes(name));
            }

            fields.Add(3, 1);
            if (member.InvitedBy is { Length: > 0 } inviter)
            {
                fields.Add(4, Encoding.UTF8.GetBytes(inviter));
            }

            blob.Add(1, fields.Written);
        }

        blob.Add(5, (ulong)mostMembers);
        return blob.Written.ToArray();
    }

    private static RoomMember? Member(ReadOnlySpan<byte> bytes)
    {
        string? userName = null;
        string? displayName = null;
        string? inviter = null;
        ProtobufCursor fields = new(bytes);
        while (fields.TryReadField())
        {
            if (fields.IsNumber || fields.Bytes.IsEmpty)
            {
                continue;
            }

            switch (fields.Field)
            {
                case 1:
                    userName = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case 2:
                    displayName = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case 4:
                    inviter = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                default:
                    break;
            }
        }

        return userName is null ? null : new RoomMember(userName, displayName, inviter);
    }
}

using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>The protobufs in the columns of <c>Friend</c> and <c>OpenIMContact</c> in <c>WCDB_Contact.sqlite</c>; see docs/formats/wechat-ios.md.</summary>
internal static class ContactBlobs
{
    private const int NameField = 1;
    private const int RemarkField = 3;
    private const int MembersField = 1;
    private const int OwnerField = 2;
    private const int RoomDataField = 6;

    /// <summary>Reads what a contact's blobs say.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="remark"><c>dbContactRemark</c>: 1 nickname, 3 what the owner calls them.</param>
    /// <param name="chatRoom"><c>dbContactChatRoom</c>: 1 members with <c>;</c> between them, 2 owner, 6 XML of members.</param>
    public static IosContact Read(string userName, ReadOnlySpan<byte> remark, ReadOnlySpan<byte> chatRoom)
    {
        IosContact contact = new(userName);
        ProtobufCursor names = new(remark);
        while (names.TryReadField())
        {
            if (!names.IsNumber && !names.Bytes.IsEmpty && names.Field is NameField or RemarkField)
            {
                string text = Encoding.UTF8.GetString(names.Bytes);
                contact = names.Field == NameField ? contact with { Name = text } : contact with { Remark = text };
            }
        }

        return contact with { Members = MembersOf(chatRoom) };
    }

    /// <summary>The user names in a list of a group's members.</summary>
    public static List<string> SplitMembers(string members) =>
        [.. members.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Take(WeChatLimits.MaxMembers)];

    private static List<string> MembersOf(ReadOnlySpan<byte> chatRoom)
    {
        List<string> members = [];
        string? roomData = null;
        string? owner = null;
        ProtobufCursor fields = new(chatRoom);
        while (fields.TryReadField())
        {
            if (fields.IsNumber || fields.Bytes.IsEmpty)
            {
                continue;
            }

            switch (fields.Field)
            {
                case MembersField:
                    members = SplitMembers(Encoding.UTF8.GetString(fields.Bytes));
                    break;
                case OwnerField:
                    owner = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case RoomDataField:
                    roomData = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                default:
                    break;
            }
        }

        if (members.Count == 0 && roomData is not null && WeChatXml.TryRead(roomData)?.Find("RoomData") is { } room)
        {
            members = [.. room.Children.Select(member => member.Attribute("UserName")).OfType<string>().Distinct(StringComparer.Ordinal).Take(WeChatLimits.MaxMembers)];
        }

        return members.Count == 0 && owner is not null ? [owner] : members;
    }
}

using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>Somebody who is logged in on the phone, or was.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Name">The name to show, or null.</param>
internal sealed record LoginRecord(string UserName, string? Name)
{
    /// <summary>
    /// Reads <c>LoginInfo2.dat</c>: a protobuf whose field 1 holds records one after another, each with its length before it, of 1 user name, 2 alias, 3 nickname.
    /// A file where field 1 is one record, or is there once for each, is read as well. What is broken ends the list.
    /// </summary>
    public static IReadOnlyList<LoginRecord> ReadAll(ReadOnlySpan<byte> file)
    {
        List<LoginRecord> records = [];
        ProtobufCursor fields = new(file);
        while (records.Count < WeChatIosLimits.MaxLogins && fields.TryReadField())
        {
            if (fields is { Field: 1, IsNumber: false } && !ReadCounted(fields.Bytes, records) && Read(fields.Bytes) is { } alone)
            {
                records.Add(alone);
            }
        }

        return records;
    }

    private static bool ReadCounted(ReadOnlySpan<byte> bytes, List<LoginRecord> records)
    {
        List<LoginRecord> found = [];
        while (!bytes.IsEmpty && found.Count < WeChatIosLimits.MaxLogins)
        {
            if (!ProtobufCursor.TryReadVarint(bytes, out ulong length, out int lengthBytes) || length > (ulong)(bytes.Length - lengthBytes)
                || Read(bytes.Slice(lengthBytes, (int)length)) is not { } record)
            {
                return false;
            }

            found.Add(record);
            bytes = bytes[(lengthBytes + (int)length)..];
        }

        records.AddRange(found);
        return found.Count > 0;
    }

    private static LoginRecord? Read(ReadOnlySpan<byte> record)
    {
        string? userName = null;
        string? name = null;
        ProtobufCursor fields = new(record);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber && !fields.Bytes.IsEmpty && fields.Field is 1 or 3)
            {
                string text = Encoding.UTF8.GetString(fields.Bytes);
                userName = fields.Field == 1 ? text : userName;
                name = fields.Field == 3 ? text : name;
            }
        }

        return userName is null || !fields.AtEnd ? null : new LoginRecord(userName, name);
    }
}

using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>One message of a segment, as its protobuf has it.</summary>
internal sealed record BackupItem
{
    private const int MaxStatus = 100;

    /// <summary>The base type.</summary>
    public int Type { get; private set; }

    /// <summary>Who sent it; of a group's message the group, where the owner did not.</summary>
    public string From { get; private set; } = "";

    /// <summary>To whom it went; the group where the owner sent it.</summary>
    public string To { get; private set; } = "";

    /// <summary>The payload, with the sender before it in a group.</summary>
    public string? Content { get; private set; }

    /// <summary>The status code.</summary>
    public int Status { get; private set; }

    /// <summary>When, in seconds.</summary>
    public long Seconds { get; private set; }

    /// <summary>When, in milliseconds; 0 where only seconds are told.</summary>
    public long Millis { get; private set; }

    /// <summary>The <c>msgsource</c> XML; null where empty.</summary>
    public string? Source { get; private set; }

    /// <summary>The server's id as older clients had it.</summary>
    public long LegacyServerId { get; private set; }

    /// <summary>The server's id.</summary>
    public long NewServerId { get; private set; }

    /// <summary>The names of its files.</summary>
    public List<string> Media { get; } = [];

    /// <summary>The server's id, whichever there is; 0 where none.</summary>
    public long ServerId => NewServerId != 0 ? NewServerId : LegacyServerId;

    /// <summary>When, in milliseconds: the finer time where the two agree.</summary>
    public long SentAtMillis => Millis > 0 && Millis / 1000 == Seconds ? Millis : Seconds * 1000;

    /// <summary>Reads one; null where a field is broken, or it names nobody.</summary>
    public static BackupItem? Read(ReadOnlySpan<byte> bytes)
    {
        BackupItem item = new();
        ProtobufCursor fields = new(bytes);
        while (fields.TryReadField())
        {
            if (fields.IsNumber)
            {
                item.TakeNumber(fields.Field, fields.Number);
            }
            else
            {
                item.TakeBytes(fields.Field, fields.Bytes);
            }
        }

        return fields.AtEnd && item.From.Length > 0 && item.To.Length > 0 ? item : null;
    }

    private void TakeNumber(int field, ulong number)
    {
        switch (field)
        {
            case 1:
                Type = unchecked((int)number);
                break;
            case 6:
                Status = (int)Math.Min(number, MaxStatus);
                break;
            case 7:
                Seconds = (long)Math.Min(number, uint.MaxValue);
                break;
            case 9:
                LegacyServerId = (long)Math.Min(number, uint.MaxValue);
                break;
            case 16:
                NewServerId = unchecked((long)number);
                break;
            case 18:
                Millis = number <= (ulong)WeChatLimits.MaxTimeMillis ? (long)number : 0;
                break;
            default:
                break;
        }
    }

    private void TakeBytes(int field, ReadOnlySpan<byte> bytes)
    {
        switch (field)
        {
            case 3:
                From = Wrapped(bytes) ?? "";
                break;
            case 4:
                To = Wrapped(bytes) ?? "";
                break;
            case 5:
                Content = Wrapped(bytes);
                break;
            case 8 when !bytes.IsEmpty:
                Source = Encoding.UTF8.GetString(bytes);
                break;
            case 11 when Media.Count < BackupLimits.MaxMediaOfMessage && Wrapped(bytes) is { Length: > 0 } name:
                Media.Add(name);
                break;
            default:
                break;
        }
    }

    // A text inside a message of its own, whose field 1 it is.
    private static string? Wrapped(ReadOnlySpan<byte> bytes)
    {
        ProtobufCursor fields = new(bytes);
        while (fields.TryReadField())
        {
            if (fields is { Field: 1, IsNumber: false })
            {
                return Encoding.UTF8.GetString(fields.Bytes);
            }
        }

        return null;
    }
}

using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>Makes a <see cref="Message"/> of a row.</summary>
internal sealed class AndroidComposer(string? ownerId, ReaderWarnings warnings)
{
    private readonly ReaderWarnings _warnings = warnings;

    /// <summary>A row's message with its files.</summary>
    public Message Compose(AndroidRow row, AndroidFiles files)
    {
        if (row.Millis is < 0 or > WeChatLimits.MaxTimeMillis)
        {
            _warnings.Add("a message has a time that no calendar has; it stands at 1970");
        }

        WeChatRow shared = Share(row);
        PayloadContent content = PayloadReader.Read(shared);
        Message message = WeChatComposer.Compose(shared, content, files.Find(row, content));
        return row.Key.Table == 0 ? message : message with { Raw = Tag(message.Raw, AndroidTables.OfMessages[row.Key.Table].Messages) };
    }

    /// <summary>Where a row's message stands in the history.</summary>
    public MessagePlace PlaceOf(AndroidRow row)
    {
        WeChatRow shared = Share(row);
        Message message = WeChatComposer.Compose(shared, PayloadReader.Read(shared), []);
        return new MessagePlace(message.SentAtMillis, message.ChatId, message.NativeId);
    }

    private WeChatRow Share(AndroidRow row) => new()
    {
        ChatId = row.Talker,
        IsGroup = WeChatIds.IsGroup(row.Talker),
        OwnerId = ownerId,
        ServerId = row.ServerId,
        SentAtMillis = row.Millis is >= 0 and <= WeChatLimits.MaxTimeMillis ? row.Millis : 0,
        Type = AndroidTypes.BaseOf(row.Type),
        SubType = AndroidTypes.SubTypeOf(row.Type),
        StoreType = row.Type,
        Outgoing = row.IsSend,
        Content = row.Content,
        Source = row.Source,
        Status = AndroidTypes.StatusOf(row.Status, row.IsSend),
    };

    // Which of the app's services a message is of, for all tables but the first.
    private static string Tag(string? raw, string table) => raw is null ? $$"""{"table":"{{table}}"}""" : $$"""{"table":"{{table}}",{{raw[1..]}}""";
}

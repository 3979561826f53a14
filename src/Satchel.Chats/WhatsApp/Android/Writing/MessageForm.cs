namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Decides as what a message is written.</summary>
internal static class MessageForm
{
    /// <summary>The code of the message; null where nothing of it can be shown, which is noted.</summary>
    public static int? TypeOf(Message message, RawFacts raw, string platform, LossList losses)
    {
        if (message.Raw is not null && raw.Number("type") is { } stored && MessageCodes.OfSource(platform, stored, message.Kind) is { } code)
        {
            return code;
        }

        switch (message.Kind)
        {
            case MessageKind.Text when platform == "android" && raw.Number("type") is { } type && MessageTypes.IsTextWithLayout(type):
                losses.Add(message.Kind, AndroidLosses.Layout);
                return MessageTypes.Text;
            case MessageKind.Unknown or MessageKind.MiniProgram or MessageKind.MergedForward or MessageKind.Transfer or MessageKind.RedPacket or MessageKind.Note:
                if (string.IsNullOrEmpty(message.Text))
                {
                    losses.Add(message.Kind, AndroidLosses.NothingToShow);
                    return null;
                }

                losses.Add(message.Kind, AndroidLosses.KindUnknown);
                return message.Attachments.Count > 0 ? MessageTypes.Document : MessageTypes.Text;
            default:
                return MessageCodes.OfKind(message.Kind, (message.Body as ContactsBody)?.Contacts.Count ?? 0);
        }
    }
}

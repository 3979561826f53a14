namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <content>Files, and what only some codes have.</content>
internal sealed partial class MessageWriter
{
    private void WriteMedia(MessageDraft draft, StoredMedia media)
    {
        Attachment file = media.Attachment;
        string? name = file.Name is { Length: > 0 } given && (media.Path is null || !media.Path.EndsWith("/" + given, StringComparison.Ordinal) || draft.Message.Kind == MessageKind.Document) ? given : null;
        _tables.Media.Add(draft.Row).Add(draft.Chat.Row).Add(media.IsThere).Add(media.Path)
            .Add(media.LengthBytes ?? 0).Add(media.LengthBytes ?? 0).Add(file.Mime).Add(name)
            .Add(draft.Message.Kind == MessageKind.Document ? draft.Message.Text : null)
            .Add(media.Sha256 is { } hash ? Convert.ToBase64String(hash) : null)
            .Add(file.DurationMillis is { } millis ? Math.Max(1, (millis + 500) / 1000) : 0)
            .Add(file.Width ?? 0).Add(file.Height ?? 0).Insert();
        if (media.Thumbnail is { } thumbnail)
        {
            _tables.Thumbnail.Add(draft.Row).AddBlob(thumbnail).Insert();
        }
    }

    private void WriteSpecial(MessageDraft draft)
    {
        RawFacts raw = draft.Raw;
        if (draft.Type is MessageTypes.ViewOnceImage or MessageTypes.ViewOnceVideo or MessageTypes.ViewOnceVoice || raw.Number("viewOnce") is not null)
        {
            _tables.ViewOnce.Add(draft.Row).Add(raw.Number("viewOnce") ?? 1).Insert();
        }

        switch (draft.Type)
        {
            case MessageTypes.Album:
                RawFacts? album = raw.Inside("album");
                _tables.Album.Add(draft.Row).Add(album?.Number("images") ?? 0).Add(album?.Number("videos") ?? 0).Insert();
                losses.Add(draft.Message.Kind, AndroidLosses.AlbumMembers);
                break;
            case MessageTypes.GroupInvite when raw.Inside("groupInvite") is { } invite:
                _tables.Invite.Add(draft.Row).Add(jids.RowOrNone(invite.Text("group"))).Add(invite.Text("name")).Add(invite.Text("code")).Add(invite.Number("expiration") ?? 0).Insert();
                break;
            case MessageTypes.Product when raw.Inside("product") is { } product:
                _tables.Product.Add(draft.Row).Add(product.Text("title")).Add(product.Text("description")).Add(product.Text("currency")).Add(product.Number("amount1000") ?? 0)
                    .Add(product.Text("id")).Add(product.Text("url")).Insert();
                losses.Add(draft.Message.Kind, AndroidLosses.DetailsUnknown);
                break;
            case MessageTypes.Order when raw.Inside("order") is { } order:
                _tables.Order.Add(draft.Row).Add(order.Text("title")).Add(order.Text("message")).Add(order.Number("items") ?? 0).Add(order.Text("currency"))
                    .Add(order.Number("total1000") ?? 0).Add(order.Text("id")).Insert();
                losses.Add(draft.Message.Kind, AndroidLosses.DetailsUnknown);
                break;
            default:
                if (draft.Message.Kind == MessageKind.Unknown && draft.Type != MessageTypes.Text)
                {
                    losses.Add(draft.Message.Kind, AndroidLosses.DetailsUnknown);
                }

                break;
        }
    }
}

using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Writes the rows of messages: the message's own, and those of its media item, of its reactions and of its link.</summary>
internal sealed class MessageTables : IDisposable
{
    /// <summary>The bit of <c>ZFLAGS</c> of a message that was forwarded.</summary>
    public const long ForwardedFlag = 128;

    private const string Message = "WAMessage";
    private const string Media = "WAMediaItem";
    private const string Info = "WAMessageInfo";
    private const string DataItem = "WAMessageDataItem";

    private static readonly string[] MessageSlots =
    [
        "Z_PK", "ZFLAGS", "ZGROUPEVENTTYPE", "ZISFROMME", "ZMESSAGESTATUS", "ZMESSAGETYPE", "ZSORT", "ZSTARRED", "ZCHATSESSION", "ZGROUPMEMBER", "ZMEDIAITEM",
        "ZMESSAGEINFO", "ZMESSAGEDATE", "ZSENTDATE", "ZFROMJID", "ZMEDIASECTIONID", "ZSTANZAID", "ZTEXT", "ZTOJID",
    ];

    private static readonly string[] MediaSlots =
    [
        "Z_PK", "ZFILESIZE", "ZMOVIEDURATION", "ZMESSAGE", "ZASPECTRATIO", "ZLATITUDE", "ZLONGITUDE", "ZMEDIALOCALPATH", "ZTITLE", "ZVCARDNAME", "ZVCARDSTRING",
        "ZXMPPTHUMBPATH", "ZMETADATA",
    ];

    private static readonly string[] InfoSlots = ["Z_PK", "ZMESSAGE", "ZRECEIPTINFO"];

    private static readonly string[] DataItemSlots =
        ["Z_PK", "ZMESSAGE", "ZDATE", "ZCHATJID", "ZCONTENT1", "ZMATCHEDTEXT", "ZSECTIONID", "ZSENDERJID", "ZSUMMARY", "ZTITLE"];

    private readonly EntityNumbers _entities;
    private readonly StoreConventions _conventions;
    private readonly RowInsert _message;
    private readonly RowInsert _media;
    private readonly RowInsert _info;
    private readonly RowInsert _dataItem;

    public MessageTables(SqliteDatabase database, EntityNumbers entities, StoreConventions conventions, StoreFillings fillings)
    {
        _entities = entities;
        _conventions = conventions;
        _message = Prepare("ZWAMESSAGE", MessageSlots, Message);
        _media = Prepare("ZWAMEDIAITEM", MediaSlots, Media);
        _info = Prepare("ZWAMESSAGEINFO", InfoSlots, Info);
        _dataItem = Prepare("ZWAMESSAGEDATAITEM", DataItemSlots, DataItem);

        RowInsert Prepare(string name, string[] slots, string entity)
        {
            StoreTable table = new(database, name);
            return new RowInsert(table, slots, fillings.Of(table, slots, entity));
        }
    }

    /// <summary>Adds a message to a chat, as the newest of those that were added.</summary>
    public void Add(Session session, Message message, string stanzaId, MessageDraft draft)
    {
        long row = _entities.NextRow(Message);
        long media = draft.HasMedia ? _entities.NextRow(Media) : 0;
        long info = draft.ReceiptInfo is null ? 0 : _entities.NextRow(Info);
        double date = IosTime.FromUnixMillis(message.SentAtMillis);
        string? section = draft.HasFile || draft.Link is not null ? SectionOf(message.SentAtMillis) : null;
        session.Added++;
        session.LastSort++;
        session.NewestRow = row;
        session.IsUnordered |= date < session.NewestDate;
        session.NewestDate = date;
        AddMessage(session, message, stanzaId, draft, new Numbers(row, media, info), date, section);
        if (media != 0)
        {
            AddMedia(media, row, draft);
        }

        if (info != 0)
        {
            _info.Set(0, info);
            _info.Set(1, row);
            _info.SetBlob(2, draft.ReceiptInfo);
            _info.Insert();
        }

        if (draft.Link is { } link)
        {
            AddLink(link, session, row, date, section, draft);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _message.Dispose();
        _media.Dispose();
        _info.Dispose();
        _dataItem.Dispose();
    }

    // The month, under which the app lists media and links.
    private static string SectionOf(long millis) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(millis, 0, WhatsAppLimits.MaxTimeMillis)).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private void AddMessage(Session session, Message message, string stanzaId, MessageDraft draft, Numbers numbers, double date, string? section)
    {
        bool fromMe = draft.FromMe;
        long flags = fromMe ? _conventions.OutgoingFlags : _conventions.IncomingFlags;
        _message.Set(0, numbers.Message);
        _message.Set(1, message.Forwarded ? flags | ForwardedFlag : flags);
        _message.Set(2, draft.EventCode);
        _message.Set(3, fromMe ? 1 : 0);
        _message.Set(4, fromMe ? IosMessageTypes.CodeOf(message.Status) : _conventions.IncomingStatus);
        _message.Set(5, draft.Type);
        _message.Set(6, session.LastSort);
        _message.Set(7, message.Starred ? 1 : 0);
        _message.Set(8, session.Row);
        _message.SetRow(9, draft.MemberRow);
        _message.SetRow(10, numbers.Media);
        _message.SetRow(11, numbers.Info);
        _message.Set(12, date);
        _message.Set(13, date);
        _message.SetUtf8(14, fromMe ? default : session.JidUtf8);
        _message.Set(15, section);
        _message.Set(16, stanzaId);
        _message.Set(17, draft.Text);
        _message.SetUtf8(18, fromMe ? session.JidUtf8 : default);
        _message.Insert();
    }

    private void AddMedia(long row, long message, MessageDraft draft)
    {
        _media.Set(0, row);
        _media.Set(1, draft.FileBytes);
        _media.Set(2, draft.Seconds);
        _media.Set(3, message);
        _media.Set(4, draft.AspectRatio);
        _media.Set(5, draft.Latitude);
        _media.Set(6, draft.Longitude);
        _media.Set(7, draft.FilePath);
        _media.Set(8, draft.Title);
        _media.Set(9, draft.CardName);
        _media.Set(10, draft.CardText);
        _media.Set(11, draft.ThumbnailPath);
        _media.SetBlob(12, draft.Metadata);
        _media.Insert();
    }

    private void AddLink(LinkBody link, Session session, long message, double date, string? section, MessageDraft draft)
    {
        _dataItem.Set(0, _entities.NextRow(DataItem));
        _dataItem.Set(1, message);
        _dataItem.Set(2, date);
        _dataItem.Set(3, "p" + session.Row.ToString(CultureInfo.InvariantCulture));
        _dataItem.Set(4, link.Url);
        _dataItem.Set(5, link.Url);
        _dataItem.Set(6, section);
        _dataItem.SetUtf8(7, draft.FromMe ? default : session.JidUtf8);
        _dataItem.Set(8, link.Description);
        _dataItem.Set(9, link.Title);
        _dataItem.Insert();
    }

    private readonly record struct Numbers(long Message, long Media, long Info);
}

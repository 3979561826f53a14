using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// What the app writes into columns whose meaning is not known: in a phone's own store the most frequent value of what is there, else what was seen
/// elsewhere.
/// </summary>
internal sealed record StoreConventions
{
    private const int MessagesToSample = 20_000;

    /// <summary><c>ZFLAGS</c> of a text that was received.</summary>
    public long IncomingFlags { get; init; } = 16777216;

    /// <summary><c>ZFLAGS</c> of a text that was sent.</summary>
    public long OutgoingFlags { get; init; } = 16777280;

    /// <summary><c>ZMESSAGESTATUS</c> of a text that was received.</summary>
    public long IncomingStatus { get; init; } = 13;

    /// <summary><c>ZSPOTLIGHTSTATUS</c> of a message.</summary>
    public long MessageSpotlight { get; init; } = -32768;

    /// <summary><c>ZDATAITEMVERSION</c> of a message.</summary>
    public long DataItemVersion { get; init; } = 3;

    /// <summary><c>ZFLAGS</c> of a chat with one person.</summary>
    public long DirectFlags { get; init; } = 272;

    /// <summary><c>ZSPOTLIGHTSTATUS</c> of a chat with one person.</summary>
    public long DirectSpotlight { get; init; } = -5;

    /// <summary><c>ZFLAGS</c> of a group.</summary>
    public long GroupFlags { get; init; } = 256;

    /// <summary><c>ZSPOTLIGHTSTATUS</c> of a group.</summary>
    public long GroupSpotlight { get; init; } = 1;

    /// <summary>Whether the caption of an image stands in the message's text; else in the title of its media item.</summary>
    public bool CaptionIsText { get; init; }

    /// <summary>Looks what a store does.</summary>
    public static StoreConventions Of(SqliteDatabase database, StoreTable messages, StoreTable sessions)
    {
        StoreConventions seen = new();
        return new StoreConventions
        {
            IncomingFlags = Message("ZFLAGS", fromMe: 0, seen.IncomingFlags) & ~MessageTables.ForwardedFlag,
            OutgoingFlags = Message("ZFLAGS", fromMe: 1, seen.OutgoingFlags) & ~MessageTables.ForwardedFlag,
            IncomingStatus = Message("ZMESSAGESTATUS", fromMe: 0, seen.IncomingStatus),
            MessageSpotlight = Message("ZSPOTLIGHTSTATUS", fromMe: 0, seen.MessageSpotlight),
            DataItemVersion = Message("ZDATAITEMVERSION", fromMe: 0, seen.DataItemVersion),
            DirectFlags = Session("ZFLAGS", type: 0, seen.DirectFlags),
            DirectSpotlight = Session("ZSPOTLIGHTSTATUS", type: 0, seen.DirectSpotlight),
            GroupFlags = Session("ZFLAGS", type: 1, seen.GroupFlags),
            GroupSpotlight = Session("ZSPOTLIGHTSTATUS", type: 1, seen.GroupSpotlight),
            CaptionIsText = database.ReadInteger(
                $"SELECT total(m.ZTEXT <> '') > total(i.ZTITLE <> '') FROM (SELECT ZTEXT, ZMEDIAITEM FROM ZWAMESSAGE WHERE ZMESSAGETYPE = 1 LIMIT {MessagesToSample}) m JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM") == 1,
        };

        long Message(string column, int fromMe, long otherwise) => messages.Has(column)
            ? database.ReadInteger(
                $"SELECT {column} FROM (SELECT {column} FROM ZWAMESSAGE WHERE ZMESSAGETYPE = 0 AND ZISFROMME = {fromMe} ORDER BY Z_PK DESC LIMIT {MessagesToSample}) WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1") ?? otherwise
            : otherwise;

        long Session(string column, int type, long otherwise) => sessions.Has(column)
            ? database.ReadInteger($"SELECT {column} FROM ZWACHATSESSION WHERE ZSESSIONTYPE = {type} AND {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1") ?? otherwise
            : otherwise;
    }
}

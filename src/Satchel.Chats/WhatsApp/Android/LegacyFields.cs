using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// What the legacy table holds in the row itself and the modern schema in side tables. Read only where the row's kind
/// asks for it.
/// </summary>
internal sealed class LegacyFields(SqliteStatement row, int first)
{
    /// <summary>The columns behind this, in order.</summary>
    public static readonly string[] Names =
    [
        "media_name", "media_mime_type", "media_size", "media_caption", "media_hash", "media_duration", "latitude", "longitude", "thumb_image",
        "quoted_row_id", "mentioned_jids", "forwarded", "edit_version", "remote_resource",
    ];

    public string? MediaName => row.TextOrNull(first);

    public string? Mime => row.TextOrNull(first + 1);

    public long MediaSize => row.Integer(first + 2);

    public string? Caption => row.TextOrNull(first + 3);

    public string? MediaHash => row.TextOrNull(first + 4);

    public long DurationSeconds => row.Integer(first + 5);

    public double Latitude => row.Real(first + 6);

    public double Longitude => row.Real(first + 7);

    public ReadOnlySpan<byte> MediaData => row.Blob(first + 8);

    public long QuotedRow => row.Integer(first + 9);

    public string MentionedJids => row.Text(first + 10);

    public long Forwarded => row.Integer(first + 11);

    public long EditVersion => row.Integer(first + 12);

    public string RemoteResource => row.Text(first + 13);

    /// <summary>Length of the embedded thumbnail.</summary>
    public long ThumbnailBytes => row.Integer(first + Names.Length);
}

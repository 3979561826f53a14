using System.Security.Cryptography;
using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppMediaTests : IDisposable
{
    private readonly History _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_picture_has_its_file_caption_and_embedded_thumbnail()
    {
        byte[] hash = SHA256.HashData("x"u8);
        long row = _history.Store.Message(Ben, "A", T0, 1, "the lake");
        _history.Store.Media(row, "Media/WhatsApp Images/IMG-1.jpg", "image/jpeg", 321, hash, width: 120, height: 80);
        _history.Store.Insert("message_thumbnail", ("message_row_id", row), ("thumbnail", new byte[17]));

        Message message = _history.Only();

        Assert.Equal((MessageKind.Image, "the lake"), (message.Kind, message.Text));
        Attachment file = message.Attachments[0];
        Assert.Equal(("IMG-1.jpg", "image/jpeg", "Media/WhatsApp Images/IMG-1.jpg", 321L), (file.Name, file.Mime, file.Path, file.LengthBytes));
        Assert.Equal(hash, file.Sha256);
        Assert.Equal((120, 80), (file.Width, file.Height));
        Assert.Equal(new CellReference("Databases/msgstore.db", "message_thumbnail", row, "thumbnail"), message.Attachments[1].Cell);
        Assert.Equal(17, message.Attachments[1].LengthBytes);
        Assert.Null(message.Raw);
    }

    [Fact]
    public void A_file_that_was_never_fetched_has_no_path()
    {
        long row = _history.Store.Message(Ben, "A", T0, 3);
        _history.Store.Media(row, null, "video/mp4", 999, seconds: 7);

        Attachment file = Assert.Single(_history.Only().Attachments);
        Assert.Null(file.Path);
        Assert.Equal((999L, 7000L), (file.LengthBytes, file.DurationMillis));
    }

    [Theory]
    [InlineData(1, "Media/WhatsApp Audio/AUD-1.opus", MessageKind.Voice)]
    [InlineData(0, "Media/WhatsApp Voice Notes/202401/PTT-1.opus", MessageKind.Voice)]
    [InlineData(0, "Media/WhatsApp Business Voice Notes/202401/PTT-1.opus", MessageKind.Voice)]
    [InlineData(0, "Media/WhatsApp Audio/AUD-1.opus", MessageKind.Audio)]
    [InlineData(0, null, MessageKind.Audio)]
    public void A_recording_is_voice_by_its_origin_or_its_folder(long origin, string? path, MessageKind expected)
    {
        long row = _history.Store.Message(Ben, "A", T0, 2, more: ("origin", origin));
        _history.Store.Media(row, path, "audio/ogg; codecs=opus", 5);

        Message message = _history.Only();
        Assert.Equal(expected, message.Kind);
        Assert.Equal("audio/ogg; codecs=opus", Assert.Single(message.Attachments).Mime);
    }

    [Fact]
    public void A_document_has_its_own_name_and_caption()
    {
        long row = _history.Store.Message(Ben, "A", T0, 9);
        _history.Store.Media(row, "Media/WhatsApp Documents/DOC-1.pdf", "application/pdf", 5, name: "Report.pdf", caption: "as promised");

        Message message = _history.Only();
        Assert.Equal((MessageKind.Document, "as promised", "Report.pdf"), (message.Kind, message.Text, message.Attachments[0].Name));
    }

    [Theory]
    [InlineData(13, MessageKind.Gif, null)]
    [InlineData(20, MessageKind.Sticker, null)]
    [InlineData(81, MessageKind.VideoNote, null)]
    [InlineData(42, MessageKind.Image, """{"type":42,"viewOnce":1}""")]
    [InlineData(43, MessageKind.Video, """{"type":43,"viewOnce":1}""")]
    [InlineData(82, MessageKind.Voice, """{"type":82,"viewOnce":1}""")]
    public void Each_code_has_its_kind(long type, MessageKind expected, string? raw)
    {
        long row = _history.Store.Message(Ben, "A", T0, type);
        _history.Store.Media(row, "Media/x", "video/mp4", 5);
        if (raw is not null)
        {
            _history.Store.Insert("message_view_once_media", ("message_row_id", row), ("state", 1));
        }

        Message message = _history.Only();
        Assert.Equal((expected, raw), (message.Kind, message.Raw));
    }

    [Theory]
    [InlineData("image/webp", MessageKind.Image)]
    [InlineData("video/mp4", MessageKind.Video)]
    [InlineData("application/zip", MessageKind.Document)]
    public void The_media_type_tells_the_kind_of_a_code_nobody_knows(string mime, MessageKind expected)
    {
        long row = _history.Store.Message(Ben, "A", T0, 555);
        _history.Store.Media(row, "Media/x", mime, 5);

        Message message = _history.Only();
        Assert.Equal((expected, """{"type":555}"""), (message.Kind, message.Raw));
    }

    [Theory]
    [InlineData("/storage/emulated/0/WhatsApp/Media/WhatsApp Images/a.jpg", "Media/WhatsApp Images/a.jpg")]
    [InlineData("Media/../../../etc/passwd", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("Media//x", null)]
    public void A_path_stays_below_the_root(string stored, string? expected)
    {
        long row = _history.Store.Message(Ben, "A", T0, 1);
        _history.Store.Media(row, stored, "image/jpeg", 5);

        Message message = _history.Only();
        Assert.Equal(expected, message.Attachments[0].Path);
        Assert.Equal(expected is null, message.Raw?.Contains("path", StringComparison.Ordinal) == true);
    }
}

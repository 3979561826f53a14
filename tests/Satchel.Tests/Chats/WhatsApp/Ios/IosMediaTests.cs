using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosMediaTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_picture_has_all_that_its_row_says()
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 1), "Media/x@s.whatsapp.net/a/b/1.jpg", "image/jpeg", 1234, Hash, "a caption", 640, 480, thumbnail: "Media/x@s.whatsapp.net/a/b/1.thumb");

        Message message = history.Only();

        Assert.Equal("a caption", message.Text);
        Attachment file = message.Attachments[0];
        Assert.Equal(
            ("1.jpg", "image/jpeg", "Message/Media/x@s.whatsapp.net/a/b/1.jpg", 1234L, 640, 480),
            (file.Name, file.Mime, file.Path, file.LengthBytes, file.Width, file.Height));
        Assert.Equal(Hash, file.Sha256);
        Attachment thumbnail = message.Attachments[1];
        Assert.Equal(("Message/Media/x@s.whatsapp.net/a/b/1.thumb", true, false), (thumbnail.Path, thumbnail.IsThumbnail, file.IsThumbnail));
    }

    [Theory]
    [InlineData("audio/ogg; codecs=opus", "Media/a.opus", MessageKind.Voice)]
    [InlineData(null, "Media/a.opus", MessageKind.Voice)]
    [InlineData("audio/mpeg", "Media/a.mp3", MessageKind.Audio)]
    public void A_recording_in_Ogg_or_Opus_is_a_voice_message(string? mime, string path, MessageKind kind)
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 3), path, mime, 5, seconds: 7);

        Message message = history.Only();

        Assert.Equal(kind, message.Kind);
        Assert.Equal(7000, message.Attachments[0].DurationMillis);
        Assert.Equal(mime ?? "audio/ogg; codecs=opus", message.Attachments[0].Mime);
    }

    [Fact]
    public void A_document_has_its_name_and_may_have_a_caption()
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 8, "read this"), "Media/a.pdf", "application/pdf", title: "Report.pdf");
        history.Store.File(history.Store.Message(Ben, "B", T0, 8), "Media/b.pdf", null, title: "Other.pdf");

        List<Message> messages = history.Messages();

        Assert.Equal(("Report.pdf", "read this"), (messages[0].Attachments[0].Name, messages[0].Text));
        Assert.Equal(("Other.pdf", null, "application/pdf"), (messages[1].Attachments[0].Name, messages[1].Text, messages[1].Attachments[0].Mime));
    }

    [Fact]
    public void A_caption_stands_with_the_message_or_with_the_file()
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 1, "newer"), "Media/a.jpg", "image/jpeg");
        history.Store.File(history.Store.Message(Ben, "B", T0, 1, "newer"), "Media/a.jpg", "image/jpeg", title: "older");

        List<Message> messages = history.Messages();

        Assert.Equal(("newer", null), (messages[0].Text, messages[0].Raw));
        Assert.Equal(("newer", """{"title":"older"}"""), (messages[1].Text, messages[1].Raw));
    }

    [Theory]
    [InlineData("/Media/a.jpg", "Message/Media/a.jpg", null)]
    [InlineData("Message/Media/a.jpg", "Message/Media/a.jpg", null)]
    [InlineData("Media/../../secret", null, """{"path":"Media/../../secret"}""")]
    [InlineData("Media/a\\b", null, """{"path":"Media/a\\b"}""")]
    public void A_path_stays_below_the_folder_of_messages(string stored, string? path, string? raw)
    {
        using IosHistory history = new();
        history.Store.File(history.Store.Message(Ben, "A", T0, 1), stored, "image/jpeg");

        Message message = history.Only();

        Assert.Equal((path, raw), (message.Attachments[0].Path, message.Raw));
    }

    [Fact]
    public void A_name_that_is_no_digest_is_none()
    {
        using IosHistory history = new();
        history.Store.Media(history.Store.Message(Ben, "A", T0, 1), ("ZVCARDNAME", "a name of forty-four letters, but no digest."), ("ZMEDIALOCALPATH", "Media/a.jpg"));

        Assert.Null(history.Only().Attachments[0].Sha256);
    }
}

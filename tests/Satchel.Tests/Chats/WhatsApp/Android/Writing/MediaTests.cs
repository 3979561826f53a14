using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android.Writing;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

public class MediaTests
{
    [Theory]
    [InlineData(MessageKind.Image, true, "image/jpeg", null, "Media/WhatsApp Images/Sent/IMG-20231114-WA0000.jpg")]
    [InlineData(MessageKind.Image, false, "image/png", null, "Media/WhatsApp Images/IMG-20231114-WA0000.png")]
    [InlineData(MessageKind.Video, false, "video/mp4", null, "Media/WhatsApp Video/VID-20231114-WA0000.mp4")]
    [InlineData(MessageKind.VideoNote, true, "video/mp4", null, "Media/WhatsApp Video Notes/Sent/VID-20231114-WA0000.mp4")]
    [InlineData(MessageKind.Gif, false, "video/mp4", null, "Media/WhatsApp Animated Gifs/VID-20231114-WA0000.mp4")]
    [InlineData(MessageKind.Audio, false, null, "song.mp3", "Media/WhatsApp Audio/AUD-20231114-WA0000.mp3")]
    [InlineData(MessageKind.Voice, true, "audio/ogg; codecs=opus", null, "Media/WhatsApp Voice Notes/202346/PTT-20231114-WA0000.opus")]
    [InlineData(MessageKind.Document, false, "application/pdf", "Our plan.pdf", "Media/WhatsApp Documents/Our plan.pdf")]
    [InlineData(MessageKind.Document, false, "application/pdf", "../../etc/a\u0001:b", "Media/WhatsApp Documents/a__b.pdf")]
    [InlineData(MessageKind.Document, false, "application/pdf", null, "Media/WhatsApp Documents/DOC-20231114-WA0000.pdf")]
    [InlineData(MessageKind.Sticker, true, "image/webp", null, "Media/WhatsApp Stickers/STK-20231114-WA0000.webp")]
    public async Task A_file_lies_where_the_app_keeps_its_kind(MessageKind kind, bool own, string? mime, string? name, string path)
    {
        using AndroidTarget target = new();

        await target.WriteAsync([], [], [With("A", "source/1", kind, own) with { Attachments = [new() { Path = "source/1", Mime = mime, Name = name }] }], Files());

        Assert.Equal([path], target.Rows("SELECT file_path FROM message_media"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Join(target.Root, path)));
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Join(target.Root, path)));
        Assert.Equal(["1|3|3"], target.Rows("SELECT transferred, file_size, file_length FROM message_media"));
    }

    [Fact]
    public async Task A_path_of_the_app_s_own_stays_and_no_content_takes_another_s_place()
    {
        const string Own = "Media/WhatsApp Images/IMG-20231114-WA0000.jpg";
        using AndroidTarget target = new();
        Dictionary<string, byte[]> files = Files();
        files[Own] = [9];

        await target.WriteAsync([], [], [With("A", Own), With("B", "source/1"), With("C", "source/2"), With("D", Own)], files);

        Assert.Equal([Own, "Media/WhatsApp Images/IMG-20231114-WA0001.jpg", "Media/WhatsApp Images/IMG-20231114-WA0002.jpg", Own], target.Rows("SELECT file_path FROM message_media"));
        Assert.Equal([9], File.ReadAllBytes(Path.Join(target.Root, Own)));
    }

    [Fact]
    public async Task A_name_that_a_file_on_the_phone_has_is_not_given_to_another()
    {
        const string Own = "Media/WhatsApp Images/IMG-20231114-WA0000.jpg";
        using History phone = new();
        phone.Store.Media(phone.Store.Message(Ben, "P", T0, type: 1), Own, "image/jpeg", 3, new byte[32]);
        using AndroidTarget target = new() { Into = phone.Root };
        Dictionary<string, byte[]> files = Files();
        files[Own] = [9];

        await target.WriteAsync([], [], [With("A", Own)], files);

        Assert.Equal([Own, "Media/WhatsApp Images/IMG-20231114-WA0001.jpg"], target.Rows("SELECT file_path FROM message_media"));
        Assert.False(File.Exists(Path.Join(target.Root, Own)));
    }

    [Theory]
    [InlineData("Media/../../escape.jpg")]
    [InlineData("Media//x.jpg")]
    [InlineData("/Media/x.jpg")]
    [InlineData("Media/a\\b.jpg")]
    public async Task A_path_that_leads_elsewhere_is_not_taken(string path)
    {
        using AndroidTarget target = new();
        Dictionary<string, byte[]> files = Files();
        files[path] = [1];

        await target.WriteAsync([], [], [With("A", path)], files);

        Assert.Equal(["Media/WhatsApp Images/IMG-20231114-WA0000.jpg"], target.Rows("SELECT file_path FROM message_media"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_keeps_what_is_known_of_it_and_its_small_picture()
    {
        using AndroidTarget target = new();
        Dictionary<string, byte[]> files = Files();
        files["thumbnails/1"] = [7, 7];

        await target.WriteAsync([], [], [With("A", "gone") with { Attachments = [new() { Path = "gone", Mime = "image/jpeg", LengthBytes = 5, Width = 3, Height = 4, Missing = true }, new() { Cell = new("x", "thumbnails", 1, "thumbnail"), IsThumbnail = true }] }], files);

        Assert.Equal(["0|NULL|5|image/jpeg|3|4|0707"], target.Rows("SELECT transferred, file_path, file_size, mime_type, width, height, thumbnail FROM message_media JOIN message_thumbnail USING (message_row_id)"));
        Assert.Contains(target.Losses.All, loss => loss == new Loss(MessageKind.Image, AndroidLosses.FileMissing, 1));
    }

    [Fact]
    public async Task A_rehearsal_copies_nothing_and_puts_nothing_in_place()
    {
        using AndroidTarget target = new() { WithoutContents = true };

        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.Empty(Directory.GetFileSystemEntries(target.Root));
        Assert.All(target.Outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
    }

    private static Dictionary<string, byte[]> Files() => new() { ["source/1"] = [1, 2, 3], ["source/2"] = [4] };

    private static Message With(string id, string path, MessageKind kind = MessageKind.Image, bool own = false) => new()
    {
        ChatId = Ben,
        NativeId = id,
        SentAtMillis = T0,
        Kind = kind,
        SenderId = own ? Me : Ben,
        Outgoing = own,
        Attachments = [new() { Path = path, Mime = "image/jpeg" }],
    };
}

using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class IosExportTests
{
    private const string L = "\u200E";

    private static readonly string[] Group =
    [
        $"[3/27/22, 9:41:00\u202FPM] Family: {L}Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.",
        $"[3/27/22, 9:41:00\u202FPM] Ben: {L}Ben created group “Family”",
        $"[3/27/22, 9:41:05\u202FPM] Ben: {L}Ben added you",
        $"{L}[3/27/22, 9:41:55\u202FPM] Ben: {L}<attached: 00000003-PHOTO-2022-03-27-21-41-55.jpg>",
        $"{L}[3/27/22, 9:42:00\u202FPM] Ben: Look at: this {L}<attached: 00000004-PHOTO-2022-03-27-21-42-00.jpg>",
        "[3/27/22, 9:42:10\u202FPM] ~\u202FCarla: one\nand two",
        $"{L}[3/27/22, 9:42:20\u202FPM] Ana: Report.pdf • {L}2 pages {L}<attached: 00000006-Report.pdf>",
        $"{L}[3/27/22, 9:43:00\u202FPM] Ana: {L}You deleted this message.",
        $"{L}[3/27/22, 9:43:10\u202FPM] Ben: {L}Voice call. {L}1 hr 2 min",
        $"{L}[3/27/22, 9:43:15\u202FPM] Ben: {L}Missed video call. {L}Tap to call back",
        $"{L}[3/27/22, 9:43:20\u202FPM] Ben: {L}Location: https://maps.google.com/?q=48.2,16.37",
        $"{L}[3/27/22, 9:43:30\u202FPM] Ben: {L}image omitted",
        $"{L}[3/27/22, 9:43:31\u202FPM] Ben: Slides.pptx • {L}30 pages {L}document omitted",
        $"{L}[3/27/22, 9:43:32\u202FPM] Ben: {L}Contact card omitted",
        $"[3/27/22, 9:43:40\u202FPM] Ana: well {L}<This message was edited>",
        $"{L}[3/27/22, 9:44:00\u202FPM] Ben: {L}POLL:\nWhere?\n{L}OPTION: Sea ({L}2 votes)\n{L}OPTION: Hill ({L}0 votes)\n",
        $"{L}[3/27/22, 9:44:05\u202FPM] Ben: {L}You received a view once message. For added privacy, you can only open it on your phone.",
        $"{L}[3/27/22, 9:44:10\u202FPM] Ben: {L}<attached: 00000014-AUDIO-2022-03-27-21-44-10.opus>",
        $"{L}[3/27/22, 9:44:11\u202FPM] Ben: {L}<attached: 00000015-VIDEO-2022-03-27-21-44-11.mp4>",
        $"{L}[3/27/22, 9:44:12\u202FPM] Ben: {L}<attached: 00000016-GIF-2022-03-27-21-44-12.mp4>",
        $"{L}[3/27/22, 9:44:13\u202FPM] Ben: {L}<attached: 00000017-STICKER-2022-03-27-21-44-13.webp>",
        $"{L}[3/27/22, 9:44:14\u202FPM] Ben: {L}<attached: 00000018-PTV-2022-03-27-21-44-14.mp4>",
        $"{L}[3/27/22, 9:44:15\u202FPM] Ben: {L}<attached: 00000019-Dr Who.vcf>",
        $"[3/27/22, 9:44:20\u202FPM] Family: {L}You changed the subject to “Kin”",
        $"[3/27/22, 9:44:21\u202FPM] Ben: {L}Ben left",
        $"[3/27/22, 9:44:22\u202FPM] Family: {L}Something of a version to come",
        "[3/27/22, 9:44:23\u202FPM] Ana: Ben left",
    ];

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public void A_group_with_every_kind_is_read(string lineEnd, bool bom)
    {
        using ExportFolder folder = new();
        string path = folder.Write("export/_chat.txt", string.Join(lineEnd, Group) + lineEnd, bom);

        using IChatReader reader = ExportFolder.Read(path, new ReaderOptions { TimeZone = TimeZoneInfo.Utc, OwnName = "Ana" });
        Message[] messages = [.. reader.ReadMessages(TestContext.Current.CancellationToken)];
        Chat chat = Assert.Single(reader.ReadChats(TestContext.Current.CancellationToken));

        Assert.Equal(("export:Family", ChatKind.Group, "Family"), (chat.Id, chat.Kind, chat.Title));
        Assert.Equal(
            "System System System Image Image Text Document Revoked Call Call Location Image Document Contact Text Poll Unknown Voice Video Gif Sticker VideoNote Contact System System System Text",
            string.Join(' ', messages.Select(m => m.Kind)));
        Assert.Equal("Look at: this", messages[4].Text);
        Assert.Equal(("export:~ Carla", "one\nand two"), (messages[5].SenderId, messages[5].Text));
        Assert.Equal((null, "Report.pdf", true), (messages[6].Text, messages[6].Attachments[0].Name, messages[6].Outgoing));
        Assert.Equal(new CallBody(false, CallOutcome.Answered, 3720), messages[8].Body);
        Assert.Equal(new CallBody(true, CallOutcome.Missed, null), messages[9].Body);
        Assert.True(Assert.Single(messages[11].Attachments).Missing);
        Assert.Equal((null, "Slides.pptx", true), (messages[12].Text, messages[12].Attachments[0].Name, messages[12].Attachments[0].Missing));
        Assert.Equal(("well", "{\"edited\":true}"), (messages[14].Text, messages[14].Raw));
        Assert.Equal(["Sea", "Hill"], Assert.IsType<PollBody>(messages[15].Body).Options.Select(o => o.Text));
        Assert.Equal("Dr Who", Assert.IsType<ContactsBody>(messages[22].Body).Contacts[0].Name);
        SystemBody created = Assert.IsType<SystemBody>(messages[1].Body);
        Assert.Equal((SystemEvent.GroupCreated, "export:Ben", "Family"), (created.Event, created.Actor, created.Text));
        SystemBody renamed = Assert.IsType<SystemBody>(messages[23].Body);
        Assert.Equal((SystemEvent.TitleChanged, null, "Kin"), (renamed.Event, renamed.Actor, renamed.Text));
        Assert.Equal(SystemEvent.ParticipantLeft, Assert.IsType<SystemBody>(messages[24].Body).Event);
        Assert.Equal(SystemEvent.Other, Assert.IsType<SystemBody>(messages[25].Body).Event);
        Assert.Equal("Ben left", messages[26].Text);
        Assert.Equal(new DateTime(2022, 3, 27, 21, 41, 55), DateTimeOffset.FromUnixTimeMilliseconds(messages[3].SentAtMillis).UtcDateTime);
    }

    [Fact]
    public void A_chat_of_two_is_told_by_who_its_notices_come_from()
    {
        using ExportFolder folder = new();
        string path = folder.Write("x/_chat.txt", $"[27.03.22, 21:41:00] Ben: {L}Messages and calls are end-to-end encrypted.\n[27.03.22, 21:41:10] Ana: hi\n");

        using IChatReader reader = ExportFolder.Read(path);

        Chat chat = Assert.Single(reader.ReadChats(TestContext.Current.CancellationToken));
        Assert.Equal(("export:Ben", ChatKind.Direct), (chat.Id, chat.Kind));
    }

    [Fact]
    public void The_same_chat_has_the_same_ids_from_a_folder_and_from_a_zip()
    {
        using ExportFolder folder = new();
        string text = string.Join('\n', Group);
        string first = folder.Write("one/_chat.txt", text);
        string second = folder.Zip("WhatsApp Chat - Family (1).zip", ("_chat.txt", text + $"\n[3/28/22, 9:44:23\u202FPM] Ana: more"));

        using IChatReader early = ExportFolder.Read(first);
        using IChatReader late = ExportFolder.Read(second);
        string[] before = [.. early.ReadMessages(TestContext.Current.CancellationToken).Select(m => MessageId.For("whatsapp", m))];
        string[] after = [.. late.ReadMessages(TestContext.Current.CancellationToken).Select(m => MessageId.For("whatsapp", m))];

        Assert.Equal(before, after[..^1]);
    }

    [Fact]
    public void A_zip_names_its_media_by_their_entries()
    {
        using ExportFolder folder = new();
        string path = folder.Zip(
            "WhatsApp Chat - Family.zip", ("_chat.txt", string.Join('\n', Group)), ("00000003-PHOTO-2022-03-27-21-41-55.jpg", "JPEG"),
            ("00000019-Dr Who.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Doctor Who\nEND:VCARD\n"));

        using IChatReader reader = ExportFolder.Read(path);
        Message[] messages = [.. reader.ReadMessages(TestContext.Current.CancellationToken)];

        Assert.Equal("WhatsApp Chat - Family.zip/00000003-PHOTO-2022-03-27-21-41-55.jpg", messages[3].Attachments[0].Path);
        ContactCard card = Assert.Single(Assert.IsType<ContactsBody>(messages[22].Body).Contacts);
        Assert.Equal("Doctor Who", card.Name);
        Assert.StartsWith("BEGIN:VCARD", card.Vcard, StringComparison.Ordinal);
    }
}

using Satchel.Chats;
using Satchel.Chats.WhatsApp.TextExport;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

/// <summary>Every phrase of every language that the reader knows, in the places where the apps write it.</summary>
public sealed class LanguageTests
{
    private const string L = "\u200E";

    private static readonly Dictionary<string, MessageKind> Omitted = new()
    {
        ["image"] = MessageKind.Image,
        ["video"] = MessageKind.Video,
        ["videoNote"] = MessageKind.VideoNote,
        ["audio"] = MessageKind.Audio,
        ["voice"] = MessageKind.Voice,
        ["sticker"] = MessageKind.Sticker,
        ["gif"] = MessageKind.Gif,
        ["document"] = MessageKind.Document,
        ["contact"] = MessageKind.Contact,
    };

    public static TheoryData<string> Codes => [.. PhraseBook.Languages.Select(l => l.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void What_stands_for_content_is_known(string code)
    {
        using ExportFolder folder = new();
        Dictionary<string, string[]> phrases = Of(code);
        List<(string Text, MessageKind Kind)> lines = [];
        foreach ((string kind, MessageKind expected) in Omitted)
        {
            lines.AddRange(phrases.GetValueOrDefault(kind, []).Select(p => ($"{L}{p}", expected)));
        }

        lines.AddRange(phrases.GetValueOrDefault("attached", []).Select((p, i) => ($"{L}<{p}: 0000000{i}-PHOTO-2022-03-27-21-41-55.jpg>", MessageKind.Image)));
        lines.AddRange(phrases.GetValueOrDefault("attached", []).Select(p => ($"{L}<{p}: holiday.jpg>", MessageKind.Image)));
        lines.AddRange(phrases.GetValueOrDefault("file", []).Select(p => ($"a file.pdf ({p})", MessageKind.Document)));
        lines.AddRange(phrases.GetValueOrDefault("media", []).Select(p => ($"<{p}>", MessageKind.Unknown)));
        lines.AddRange(phrases.GetValueOrDefault("deleted", []).Select(p => ($"{p.Replace("{*}", "Ben", StringComparison.Ordinal)}.", MessageKind.Revoked)));
        lines.AddRange(phrases.GetValueOrDefault("deleted-by-me", []).Select(p => (p, MessageKind.Revoked)));
        lines.AddRange(phrases.GetValueOrDefault("edited", []).Select(p => ($"words {L}<{p}>", MessageKind.Text)));
        lines.AddRange(phrases.GetValueOrDefault("missed-voice", []).Select(p => (p, MessageKind.Call)));
        lines.AddRange(phrases.GetValueOrDefault("missed-video", []).Select(p => (p, MessageKind.Call)));
        lines.AddRange(phrases.GetValueOrDefault("voice-call", []).Select(p => ($"{p}, 2 min", MessageKind.Call)));
        lines.AddRange(phrases.GetValueOrDefault("location", []).Select(p => ($"{p}: https://maps.google.com/?q=1.5,2.5", MessageKind.Location)));
        lines.AddRange(phrases.GetValueOrDefault("live-location", []).Select(p => (p, MessageKind.LiveLocation)));

        List<Message> messages = folder.ReadText(string.Concat(lines.Select(line => $"27/03/2022, 21:41 - Ben: {line.Text}\n")), name: "chat.txt");

        Assert.Equal(lines.Select(line => (line.Text, line.Kind)), messages.Select((m, i) => (lines[i].Text, m.Kind)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Notices_are_known_with_who_did_it(string code)
    {
        Dictionary<string, string[]> phrases = Of(code);
        (string Kind, SystemEvent Event)[] kinds =
        [
            ("created", SystemEvent.GroupCreated), ("added", SystemEvent.ParticipantAdded), ("removed", SystemEvent.ParticipantRemoved), ("left", SystemEvent.ParticipantLeft),
            ("title", SystemEvent.TitleChanged), ("icon", SystemEvent.IconChanged), ("number", SystemEvent.NumberChanged), ("security", SystemEvent.EncryptionChanged),
            ("timer", SystemEvent.DisappearingTimerChanged),
        ];
        foreach ((string kind, SystemEvent expected) in kinds)
        {
            foreach (string phrase in phrases.GetValueOrDefault(kind, []))
            {
                string line = phrase.Replace("{a}", "Ana", StringComparison.Ordinal).Replace("{s}", "Ben", StringComparison.Ordinal)
                    .Replace("{t}", "Trip", StringComparison.Ordinal).Replace("{*}", "...", StringComparison.Ordinal);
                using ExportFolder folder = new();

                Message message = folder.ReadText($"27/03/2022, 21:41 - {line}\n27/03/2022, 21:42 - Ana: hi\n27/03/2022, 21:42 - Ben: hi\n")[0];

                SystemBody body = Assert.IsType<SystemBody>(message.Body);
                Assert.Equal((line, expected), (line, body.Event));
                Assert.Equal((line, phrase.Contains("{a}", StringComparison.Ordinal) ? "export:Ana" : null), (line, body.Actor));
                Assert.Equal((line, phrase.Contains("{s}", StringComparison.Ordinal) ? "export:Ben" : null), (line, body.Subjects is [var first, ..] ? first : null));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_notice_of_encryption_is_known(string code)
    {
        foreach (string phrase in Of(code)["encryption"])
        {
            using ExportFolder folder = new();

            Message message = folder.ReadText($"[27.03.22, 21:41:00] Ben: {L}{phrase} and so on.\n[27.03.22, 21:41:05] Ana: hi\n", name: "_chat.txt")[0];

            Assert.Equal((phrase, SystemEvent.EncryptionChanged), (phrase, Assert.IsType<SystemBody>(message.Body).Event));
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_name_of_the_file_is_known(string code)
    {
        foreach (string phrase in Of(code).GetValueOrDefault("file-name", []))
        {
            Assert.Equal("Ben", ExportTitle.OfFileName(phrase.Replace("{t}", "Ben", StringComparison.Ordinal) + ".txt"));
        }
    }

    private static Dictionary<string, string[]> Of(string code) => PhraseBook.Languages.First(l => l.Code == code).Phrases;
}

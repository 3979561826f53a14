using System.Text;
using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class TextExportLawTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_chat_written_in_any_form_reads_back_as_it_was()
    {
        for (int seed = 1; seed <= 3 * WrittenChat.Forms.Count; seed++)
        {
            using ExportFolder folder = new();
            WrittenChat chat = new(seed);
            string form = WrittenChat.Forms[seed % WrittenChat.Forms.Count];
            string lineEnd = seed % 2 == 0 ? "\n" : "\r\n";
            string path = folder.Write("Friends.txt", chat.Write(form, lineEnd, seed % 5 == 0), bom: seed % 3 == 0);

            using IChatReader reader = ExportFolder.Read(path);
            Message[] messages = [.. reader.ReadMessages(Token)];

            Assert.Equal(chat.Messages.Select(m => (seed, m.At, IdOf(m.Sender), m.Text)), messages.Select(m => (seed, DateTimeOffset.FromUnixTimeMilliseconds(m.SentAtMillis).UtcDateTime, m.SenderId!, m.Text!)));
            Assert.All(messages, m => Assert.Equal(MessageKind.Text, m.Kind));
            Assert.Equal(messages.Length, messages.Select(m => (m.SentAtMillis, m.Order)).Distinct().Count());
            Assert.Equal(messages.Length, messages.Select(m => MessageId.For("whatsapp", m)).Distinct().Count());
        }
    }

    [Fact]
    public void Spoiled_texts_are_read_as_far_as_they_go_or_refused()
    {
        byte[] seedText = Encoding.UTF8.GetBytes(new WrittenChat(7).Write(WrittenChat.Forms[1], "\n", arabicDigits: false)
            + "[1/2/20, 3:04:05 PM] Ana: \u200E<attached: 00000003-PHOTO-2022-03-27-21-41-55.jpg>\n[1/2/20, 3:04:05 PM] Ana: \u200EPOLL:\nq\n\u200EOPTION: a (1 vote)\n[1/2/20, 3:04:05 PM] Ana: \u200EVoice call, 2 min\n"
            + "[1/2/20, 3:04:05 PM] Ana: \u200ELocation: https://maps.google.com/?q=1,2\n1/2/20, 3:04 PM - Ana changed the subject from \"a\" to \"b\"\n");
        for (int seed = 1; seed <= 150; seed++)
        {
            byte[] bytes = (byte[])seedText.Clone();
            Random random = new(seed);
            for (int i = random.Next(1, 60); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)'\n', _ => "[]:/-, \u200E<>"u8[random.Next(10)] };
            }

            using ExportFolder folder = new();
            string path = Path.Join(folder.Path, "chat.txt");
            File.WriteAllBytes(path, bytes[..random.Next(1, bytes.Length)]);
            ReadAll(new ChatSource { Format = ExportFolder.Format, Root = path, IsFile = true, Container = "txt", NeedsKey = false, Databases = [] });
        }
    }

    [Fact]
    public void Spoiled_zips_are_read_as_far_as_they_go_or_refused()
    {
        using ExportFolder folder = new();
        byte[] whole = File.ReadAllBytes(folder.Zip("whole.zip", ("_chat.txt", new WrittenChat(3).Write(WrittenChat.Forms[0], "\r\n", arabicDigits: false)), ("a.vcf", "BEGIN:VCARD\nFN:A\nEND:VCARD\n")));
        for (int seed = 1; seed <= 150; seed++)
        {
            byte[] bytes = (byte[])whole.Clone();
            Random random = new(seed);
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                int at = random.Next(2) == 0 ? random.Next(bytes.Length) : bytes.Length - 1 - random.Next(200);
                bytes[at] = (byte)random.Next(256);
            }

            string path = Path.Join(folder.Path, "spoiled.zip");
            File.WriteAllBytes(path, seed % 4 == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes);
            ReadAll(new ChatSource { Format = ExportFolder.Format, Root = path, IsFile = true, Container = "zip", NeedsKey = false, Databases = [] });
            _ = ExportFolder.Format.Find(path, [], Token);
        }
    }

    [Fact]
    public void A_text_that_inflates_beyond_reason_is_refused()
    {
        using ExportFolder folder = new();
        string path = folder.Zip("WhatsApp Chat - Ben.zip", ("_chat.txt", "[27.03.22, 21:41:00] Ben: hi\n" + new string('a', 20_000_000)));

        using IChatReader reader = ExportFolder.Read(path);

        Assert.Equal(ChatFormatProblem.LimitExceeded, Assert.Throws<ChatFormatException>(() => reader.ReadMessages(Token).Count()).Problem);
    }

    [Fact]
    public void Lines_without_an_end_and_messages_without_an_end_are_cut()
    {
        using ExportFolder folder = new();
        string path = folder.Write("chat.txt", "27/03/2022, 21:41 - Ben: hi\n27/03/2022, 21:42 - Ana: " + new string('a', 5_000_000) + "\n27/03/2022, 21:43 - Ben: bye\n");

        using IChatReader reader = ExportFolder.Read(path);
        Message[] messages = [.. reader.ReadMessages(Token)];

        Assert.Equal(["hi", "bye"], messages.Where(m => m.SenderId == "export:Ben").Select(m => m.Text));
        Assert.Contains(reader.Warnings, w => w.Contains("longer", StringComparison.Ordinal));
    }

    private static void ReadAll(ChatSource source)
    {
        try
        {
            using IChatReader reader = ExportFolder.Format.OpenReader(source, new Dictionary<string, OpenedDatabase>(), new ReaderOptions { TimeZone = TimeZoneInfo.Utc, OwnName = "Ana" });
            foreach (Message message in reader.ReadMessages(Token))
            {
                Assert.InRange(message.SentAtMillis, 0, 253_402_300_799_999);
                Assert.NotEmpty(message.ChatId);
            }

            _ = reader.ReadChats(Token).Count() + reader.ReadParticipants(Token).Count() + reader.Warnings.Count;
        }
        catch (ChatFormatException)
        {
            // Refused, with a reason.
        }
    }

    private static string IdOf(string name) => name.StartsWith('+') ? "85255509999@s.whatsapp.net" : "export:" + name.Replace('\u202F', ' ');
}

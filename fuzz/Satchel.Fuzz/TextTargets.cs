using System.IO.Compression;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.TextExport;

namespace Satchel.Fuzz;

/// <summary>What the app exports as text: the text, and a ZIP with it.</summary>
internal sealed class TextTargets(string folder)
{
    private const string Iphone =
        "[3/27/22, 9:41:00\u202FPM] Family: \u200EMessages and calls are end-to-end encrypted.\r\n[3/27/22, 9:41:00\u202FPM] Ben: \u200EBen created group “Family”\r\n"
        + "\u200E[3/27/22, 9:41:55\u202FPM] Ben: Look \u200E<attached: 00000003-PHOTO-2022-03-27-21-41-55.jpg>\r\n[3/27/22, 9:42:10\u202FPM] ~\u202FCarla: one\nand two\r\n"
        + "\u200E[3/27/22, 9:43:10\u202FPM] Ben: \u200EVoice call. \u200E1 hr 2 min\r\n\u200E[3/27/22, 9:43:20\u202FPM] Ben: \u200ELocation: https://maps.google.com/?q=48.2,16.37\r\n"
        + "\u200E[3/27/22, 9:44:00\u202FPM] Ben: \u200EPOLL:\nWhere?\n\u200EOPTION: Sea (\u200E2 votes)\r\n[3/27/22, 9:44:05\u202FPM] Ben: hm \u200E<This message was edited>\r\n";

    private const string Android =
        "27/03/2022, 21:41 - Messages and calls are end-to-end encrypted.\n27/03/2022, 21:41 - Ana added Ben, +852 5550 9999 and Carla\n27/03/2022, 21:42 - Ben: Note: hello\nmore\n"
        + "27/03/2022, 21:43 - Ana: IMG-20220327-WA0000.jpg (file attached)\ncaption\n27/03/2022, 21:43 - Ana: <Media omitted>\n28/03/2022, 21:44 - Dr: Who: null\n3/29/22, 9:44 PM - Dr: Who: bye\n";

    private const string Others = "[\u200F٢٧/٣/٢٠٢٢، ٩:٥٣:٥٦ م] علي: أهلا\n[3/18/R4 14:56:00] 王: 您好\n2023/6/30 下午4:14 - 王: 图片\n13.6.2018 klo 21.25 - Aino: moi\n[3/18/2565 BE, 14:56:00] A: b\n";

    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        byte[][] texts = [.. new[] { Iphone, Android, Others }.Select(Encoding.UTF8.GetBytes)];
        yield return FuzzTarget.Of("text-export", texts, bytes => Read("chat.txt", "txt", bytes));
        yield return FuzzTarget.Of("text-export-zip", [Zip(texts[0])], bytes => Read("chat.zip", "zip", bytes));
    }

    private static byte[] Zip(byte[] text)
    {
        MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream entry = archive.CreateEntry("_chat.txt").Open())
            {
                entry.Write(text);
            }

            using Stream card = archive.CreateEntry("00000004-Ben.vcf").Open();
            card.Write("BEGIN:VCARD\nFN:Ben\nEND:VCARD\n"u8);
        }

        return zip.ToArray();
    }

    private void Read(string name, string container, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        WhatsAppTextExport format = new();
        _ = format.Find(path, [], Never);
        ChatSource source = new() { Format = format, Root = path, IsFile = true, Container = container, NeedsKey = false, Databases = [] };
        using IChatReader reader = format.OpenReader(source, new Dictionary<string, OpenedDatabase>(), new ReaderOptions { TimeZone = TimeZoneInfo.Utc, OwnName = "Ana" });
        _ = reader.ReadMessages(Never).Count() + reader.ReadChats(Never).Count() + reader.ReadParticipants(Never).Count();
    }
}

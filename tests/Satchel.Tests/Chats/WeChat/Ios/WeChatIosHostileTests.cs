using Satchel.Chats;
using Satchel.Chats.WeChat.Ios;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Ios;

public sealed class WeChatIosHostileTests
{
    private static readonly string[] Values =
    [
        "NULL", "-1", "0", "9223372036854775807", "-9223372036854775808", "1e308", "''", "'x'", "'99999999999999999999'", "X'FFC000'", "char(0) || 'a'", "':' || char(10)", "'a:' || char(10)", "'<msg><img'", "'../../x'",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cells_of_any_type_and_value_never_end_the_reading()
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            using IosAccount phone = new();
            Random random = new(seed);
            foreach (string chat in (string[])[Conversation.Ben, Conversation.Hikers])
            {
                for (int i = 0; i < 25; i++)
                {
                    string column = new[] { "MesSvrID", "CreateTime", "Message", "Status", "Type", "Des" }[random.Next(6)];
                    phone.Run(random.Next(3), $"UPDATE {IosAccount.TableOf(chat)} SET {column} = {Values[random.Next(Values.Length)]} WHERE MesLocalID % 7 = {random.Next(7)}");
                }
            }

            ReadAll(phone);
        }
    }

    [Fact]
    public void Databases_with_flipped_bits_are_read_as_far_as_they_go_or_refused()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(60)));
            foreach (string path in Directory.EnumerateFiles(phone.Account, "*.*", SearchOption.AllDirectories))
            {
                Flip(path, new Random(seed), 12);
            }

            ReadAll(phone);
        }
    }

    [Fact]
    public void A_page_that_is_damaged_costs_its_rows_and_no_others()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(6000)) { Databases = 1 });
        byte[] bytes = File.ReadAllBytes(phone.Database(0));
        bytes.AsSpan(4096 * 20, 4096).Fill(0xEE);
        File.WriteAllBytes(phone.Database(0), bytes);
        using SourceReading reading = new(phone.Find());

        int read = reading.Reader.ReadMessages(Token).Count();

        Assert.InRange(read, 4000, 5999);
        Assert.Contains(reading.Reader.Warnings, warning => warning.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void What_tells_the_owner_may_be_anything()
    {
        byte[] logins = [0x0A, 0x0D, 0x0C, 0x0A, 0x04, .. "wxid"u8, 0x1A, 0x03, .. "Ana"u8, 0x00];
        byte[] settings = [20, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x07, 2, .. "86"u8, 5, 4, .. "wxid"u8, 1, (byte)'a', 0, 0, 0];
        for (int seed = 1; seed <= 6_000; seed++)
        {
            Random random = new(seed);
            byte[] changed = random.Next(2) == 0 ? [.. logins] : [.. settings];
            for (int i = random.Next(4); i >= 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            changed = changed[..random.Next(changed.Length + 1)];
            _ = LoginRecord.ReadAll(changed);
            _ = MmkvFile.Read(changed).Text("86");
            _ = SettingsArchive.Read(changed);
            _ = SessionFile.ReadName(changed);
            _ = ContactBlobs.Read("a", changed, changed);
        }
    }

    [Fact]
    public void A_later_setting_replaces_an_earlier_one_and_an_empty_one_takes_it_out()
    {
        byte[] file = [22, 0, 0, 0, 7, 1, (byte)'a', 2, 1, (byte)'x', 1, (byte)'a', 2, 1, (byte)'y', 1, (byte)'b', 2, 1, (byte)'z', 1, (byte)'b', 0, 0, 0, 0, 0];

        var read = MmkvFile.Read(file);

        Assert.Equal("y", read.Text("a"));
        Assert.Null(read.Text("b"));
    }

    private static void Flip(string path, Random random, int times)
    {
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < times && bytes.Length > 120; i++)
        {
            bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        File.WriteAllBytes(path, bytes);
    }

    private static void ReadAll(IosAccount phone)
    {
        foreach (ChatSource source in phone.FindAll())
        {
            try
            {
                using SourceReading reading = new(source);
                foreach (Message message in reading.Reader.ReadMessages(Token))
                {
                    Assert.InRange(message.SentAtMillis, 0, 253_402_300_799_999);
                    Assert.NotEmpty(message.ChatId);
                }

                _ = reading.Reader.ReadChats(Token).Count();
                _ = reading.Reader.ReadParticipants(Token).Count();
            }
            catch (ChatFormatException)
            {
                // Refused, and said why.
            }
        }
    }
}

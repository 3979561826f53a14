using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class NotAChatTests
{
    [Theory]
    [InlineData("date,time,sender,text\n2022-03-27,10:00:00,Ben,hello\n2022-03-27,10:00:01,Ana,hi\n")]
    [InlineData("2022-03-27 10:00:00,123 INFO main: started\n2022-03-27 10:00:01,456 WARN main: slow\n")]
    [InlineData("2022-03-27 10:00:00 - INFO - started: yes\n2022-03-27 10:00:01 - ERROR - failed: no\n")]
    [InlineData("[2022-03-27 10:00:00] INFO: started\n[2022-03-27 10:00:01] WARN: slow\n")]
    [InlineData("[2022-03-27 10:00:00] local.ERROR: something broke\n[2022-03-27 10:00:01] local.INFO: it works\n")]
    [InlineData("[27/Mar/2022:10:00:00 +0000] \"GET / HTTP/1.1\" 200\n")]
    [InlineData("[27.03.2022, 10:00:00] INFO: started\n[27.03.2022, 10:00:01] DEBUG: ticking\n[27.03.2022, 10:00:02] INFO: done\n")]
    [InlineData("27.03.2022 10:00:00 sshd[123]: accepted\n27.03.2022 10:00:01 sshd[124]: closed\n")]
    [InlineData("Mar 27 10:00:00 host sshd[123]: accepted\n")]
    [InlineData("# Notes\n\n- 12/12/2022, 10:00 - Ben: call him\n")]
    [InlineData("using System;\n\nnamespace X; // 27/03/2022, 21:41 - Ben: hi\n")]
    [InlineData("12:00 PM Ben: hi\n12:01 PM Ana: hello\n")]
    [InlineData("2022/03/27(Sun)\n10:00\tBen\thello\n")]
    [InlineData("1.2.3 4.5.6 notes: changed\n")]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("27/03/2022, 21:41 went to the sea - Ben: hi\n")]
    [InlineData("99/99/2022, 21:41 - Ben: hi\n27/03/2022, 31:41 - Ben: hi\n")]
    public void Other_texts_are_not_claimed(string text)
    {
        using ExportFolder folder = new();
        folder.Write("notes.txt", text);

        Assert.Empty(folder.Find());
    }

    [Fact]
    public void A_chat_is_claimed_whatever_its_name()
    {
        using ExportFolder folder = new();
        string path = folder.Write("mum.txt", "27/03/2022, 21:41 - Ben: hi\n27/03/2022, 21:42 - Ana: hello\n");

        ChatSource source = Assert.Single(folder.Find());

        Assert.Equal((path, true, "txt", false), (source.Root, source.IsFile, source.Container, source.NeedsKey));
        Assert.Empty(source.Databases);
    }

    [Fact]
    public void A_zip_of_other_things_is_not_claimed()
    {
        using ExportFolder folder = new();
        folder.Zip("things.zip", ("readme.txt", "# Notes\n"), ("src/main.c", "int main(void) { return 0; }\n"));
        folder.Write("broken.zip", "PK\u0003\u0004 and nothing that follows");

        Assert.Empty(folder.Find());
    }
}

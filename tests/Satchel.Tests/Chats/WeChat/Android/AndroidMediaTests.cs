using Satchel.Chats;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Android;

public sealed class AndroidMediaTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";
    private const string Whole = "fedcba9876543210fedcba9876543210";

    [Fact]
    public void The_whole_picture_goes_before_the_one_that_was_shown_first()
    {
        using AndroidAccount account = new();
        AddPicture(account, 5);
        account.Store.Insert("ImgInfo2", ("id", 8), ("msgSvrId", 5), ("bigImgPath", Whole + ".jpg"));
        account.Store.Insert("ImgInfo2", ("id", 7), ("msgSvrId", 5), ("bigImgPath", Hex + ".jpg"), ("reserved1", 8));
        account.Store.Put($"image2/01/23/{Hex}.jpg", [1]);

        Assert.Equal($"image2/01/23/{Hex}.jpg", FileOf(account));

        account.Store.Put($"image2/fe/dc/{Whole}.jpg", [1]);
        Assert.Equal($"image2/fe/dc/{Whole}.jpg", FileOf(account));
    }

    [Fact]
    public void A_picture_that_was_never_loaded_has_no_file_but_a_small_one()
    {
        using AndroidAccount account = new();
        AddPicture(account, 5);
        account.Store.Insert("ImgInfo2", ("id", 7), ("msgSvrId", 5), ("bigImgPath", "SERVERID://5"));
        account.Store.Put($"image2/01/23/th_{Hex}", [1]);

        Message message = Assert.Single(account.Messages());

        Assert.Null(message.Attachments[0].Path);
        Assert.True(message.Attachments[1].IsThumbnail);
        Assert.Equal($"image2/01/23/th_{Hex}", message.Attachments[1].Path);
    }

    [Fact]
    public void A_row_of_another_message_with_the_same_local_number_is_passed_over()
    {
        using AndroidAccount account = new();
        AddPicture(account, 5);
        account.Store.Insert("ImgInfo2", ("id", 7), ("msgSvrId", 99), ("msglocalid", 1), ("bigImgPath", Whole + ".jpg"));
        account.Store.Insert("ImgInfo2", ("id", 8), ("msgSvrId", 0), ("msglocalid", 1), ("bigImgPath", Hex + ".jpg"));

        Assert.Equal($"image2/01/23/{Hex}.jpg", FileOf(account));
    }

    [Fact]
    public void The_name_that_the_official_migration_gives_is_known()
    {
        using AndroidAccount account = new();
        account.Store.AddOwner(Conversation.OwnerId, "Ana");
        AddPicture(account, 5);
        string name = $"{Conversation.Ben}_{Conversation.OwnerId}_5_backup";
        account.Store.Put($"image2/{name[..2]}/{name[2..4]}/{name}", [1]);

        Assert.Equal($"image2/{name[..2]}/{name[2..4]}/{name}", FileOf(account));
    }

    [Theory]
    [InlineData("/storage/emulated/0/Android/data/com.tencent.mm/MicroMsg/Download/a b.pdf", "Download/a b.pdf")]
    [InlineData("/data/user/0/com.tencent.mm/MicroMsg/0123456789abcdef0123456789abcdef/attachment/a.pdf", "attachment/a.pdf")]
    [InlineData("wcf://attachment/a.pdf", "attachment/a.pdf")]
    [InlineData("attachment/../../x", null)]
    public void Where_a_document_lies_on_the_phone_tells_where_it_lies_here(string stored, string? path)
    {
        using AndroidAccount account = new(new AndroidStoreOptions { FileIndex = false });
        account.Store.Insert("message", ("msgId", 1), ("msgSvrId", 5), ("type", 1090519089), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Ben), ("content", "<msg><appmsg><title>a.pdf</title><type>6</type></appmsg></msg>"));
        account.Store.Insert("appattach", ("msgInfoId", 1), ("fileFullPath", stored));

        Assert.Equal(path, FileOf(account));
    }

    [Fact]
    public void Downloads_beside_the_account_belong_to_it()
    {
        using AndroidAccount account = new(new AndroidStoreOptions { FileIndex = false });
        string downloads = Path.Join(account.Root, "MicroMsg", "Download");
        Directory.CreateDirectory(downloads);
        File.WriteAllBytes(Path.Join(downloads, "a.pdf"), [1]);
        account.Store.Insert("message", ("msgId", 1), ("msgSvrId", 5), ("type", 1090519089), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Ben), ("content", "<msg><appmsg><title>a.pdf</title><type>6</type></appmsg></msg>"));

        Assert.Equal(Path.Join(account.Root, "MicroMsg"), account.Source().Root);
        Assert.Equal("Download/a.pdf", FileOf(account));
    }

    [Fact]
    public void A_sticker_lies_in_the_folder_of_its_set()
    {
        using AndroidAccount account = new();
        account.Store.Insert("message", ("msgId", 1), ("msgSvrId", 5), ("type", 47), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Ben), ("imgPath", Hex), ("content", $"<msg><emoji md5=\"{Hex}\" len=\"3\"/></msg>"));
        account.Store.Insert("EmojiInfo", ("md5", Hex), ("groupId", "com.tencent.set"));
        account.Store.Put($"emoji/com.tencent.set/{Hex}", [1]);

        Assert.Equal($"emoji/com.tencent.set/{Hex}", FileOf(account));
    }

    private static string? FileOf(AndroidAccount account) => Assert.Single(account.Messages()).Attachments[0].Path;

    private static void AddPicture(AndroidAccount account, long serverId) => account.Store.Insert(
        "message", ("msgId", 1), ("msgSvrId", serverId), ("type", 3), ("isSend", 0), ("createTime", Conversation.Start), ("talker", Conversation.Ben), ("imgPath", "THUMBNAIL_DIRPATH://th_" + Hex), ("content", "<msg><img length=\"3\"/></msg>"));
}

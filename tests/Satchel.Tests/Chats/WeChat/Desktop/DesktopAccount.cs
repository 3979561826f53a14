using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Desktop;

/// <summary>A computer's folder with an account of the desktop app in it, for one test.</summary>
internal sealed class DesktopAccount : IDisposable
{
    private readonly List<OpenedDatabase> _opened = [];

    public DesktopAccount(DesktopGeneration generation, DesktopStoreOptions? options = null)
    {
        Store = generation switch
        {
            DesktopGeneration.WindowsThree => new DesktopThreeBuilder(Path.Join(Root, "WeChat Files", Conversation.OwnerId), options),
            DesktopGeneration.MacThree => new MacThreeBuilder(Path.Join(Root, "com.tencent.xinWeChat", "2.0b4.0.9", MacThreeBuilder.FolderName), options),
            _ => new DesktopFourBuilder(Path.Join(Root, "xwechat_files", DesktopFourBuilder.FolderName), options),
        };
        Keys = Store.Keys;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-wechat-").FullName;

    public string Scratch { get; } = Directory.CreateTempSubdirectory("satchel-wechat-scratch-").FullName;

    public DesktopStoreBuilder Store { get; }

    public SourceKeys Keys { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ChatSource Source() => Assert.Single(new WeChatDesktop().Find(Root, [], Token));

    public IChatReader Read(string? accountId = null, ChatSource? of = null)
    {
        ChatSource source = of ?? Source();
        Dictionary<string, OpenedDatabase> databases = [];
        foreach (SourceDatabase database in source.Databases.Where(database => database.Role != DatabaseRole.Other))
        {
            OpenedDatabase opened = source.Format.OpenDatabase(source, null, database, Keys, Scratch, Token);
            _opened.Add(opened);
            databases[database.Path] = opened;
        }

        return source.Format.OpenReader(source, databases, new ReaderOptions(accountId) { Keys = Keys });
    }

    /// <summary>The content of an attachment; null where it is not there.</summary>
    public async Task<byte[]?> ContentOfAsync(Attachment attachment)
    {
        ChatSource source = Source();
        if (attachment.Cell is { } cell)
        {
            SourceDatabase database = source.Databases.First(database => database.Path == cell.Database);
            using OpenedDatabase opened = source.Format.OpenDatabase(source, null, database, Keys, Scratch, Token);
            using SqliteDatabase cells = opened.File.OpenDatabase();
            using SqliteStatement row = cells.Prepare($"SELECT {cell.Column} FROM {cell.Table} WHERE rowid = {cell.RowId}");
            Assert.True(row.Step());
            return row.Blob(0).ToArray();
        }

        string path = Path.Join(source.Root, attachment.Path);
        if (attachment.Path is null || !File.Exists(path))
        {
            return null;
        }

        await using Stream content = AttachmentCodings.Decode(attachment.Coding, File.OpenRead(path), "a file");
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, Token);
        return copy.ToArray();
    }

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        Store.Dispose();
        Keys.Dispose();
        Directory.Delete(Root, recursive: true);
        Directory.Delete(Scratch, recursive: true);
    }
}

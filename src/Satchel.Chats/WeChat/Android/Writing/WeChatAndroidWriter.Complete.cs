using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <content>How a store begins and ends.</content>
internal sealed partial class WeChatAndroidWriter
{
    /// <summary>Begins a store.</summary>
    /// <exception cref="ChatFormatException">The phone's own store is none that could be written into, or a key is missing.</exception>
    public static WeChatAndroidWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        StoreFiles output = new(target, AccountOf(target));
        SqliteDatabase? database = null;
        try
        {
            database = target.Into is { } into ? OpenCopy(into, output, cancellationToken) : CreateNew(output);
            return new WeChatAndroidWriter(target, output, database);
        }
        catch
        {
            database?.Dispose();
            output.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _people.Complete(_ownerId, _talkers.All);
        _known.Complete();
        _indices?.PutBack(_database);
        _database.Execute("COMMIT");
        Close();
        _indices?.Fill(_output.MessagesPath, cancellationToken);
        using (SqliteDatabase written = OpenAndPrepare(_output.MessagesPath, _ => { }))
        {
            StoreValidator.Check(written, _rows.FirstNew, _rows.Last - _rows.FirstNew + 1, _schemaBefore);
        }

        using (_output)
        {
            if (!_target.WithoutContents)
            {
                _output.Publish(cancellationToken);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static SqliteDatabase CreateNew(StoreFiles output)
    {
        StoreCopy.MakeEmpty(output.MessagesPath, output.IsSealed);
        return OpenAndPrepare(output.MessagesPath, database => database.Execute(WeChatAndroidSchema.Messages));
    }

    private static SqliteDatabase OpenCopy(WriterBase into, StoreFiles output, CancellationToken cancellationToken)
    {
        SourceDatabase messages = into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "holds no database of messages");
        if (into.Source.Format.App != "wechat" || into.Source.Format.Platform != "android")
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "is not a WeChat store of an Android phone");
        }

        if (!into.Databases.TryGetValue(messages.Path, out OpenedDatabase? opened))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
        }

        StoreCopy.Copy(opened.File, output.MessagesPath, output.IsSealed, cancellationToken);
        return OpenAndPrepare(output.MessagesPath, database => RequireKnown(database, messages.Path));
    }

    private static SqliteDatabase OpenAndPrepare(string path, Action<SqliteDatabase> prepare)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute(Pragmas);
            prepare(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void RequireKnown(SqliteDatabase database, string where)
    {
        HashSet<string> columns = new(database.ColumnsOf("message"), StringComparer.OrdinalIgnoreCase);
        string[] missing = [.. ((string[])["msgId", "msgSvrId", "type", "status", "isSend", "createTime", "content", "imgPath", "talker"]).Where(column => !columns.Contains(column))];
        if (missing.Length > 0)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"its table message lacks {string.Join(", ", missing)}");
        }
    }

    // The folder has the phone's name of the account; a new one is named as the app names its own, of what is known.
    private static string AccountOf(WriterTarget target)
    {
        if (target.Into is { Source.IsFile: false } into && into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages) is { } messages)
        {
            string folder = Path.GetFileName(Path.GetDirectoryName(Path.Join(into.Source.Root, messages.Path))!);
            if (WeChatIds.IsHash(folder))
            {
                return folder;
            }
        }

        return Convert.ToHexStringLower(HashOf("mm" + (target.Source.Id ?? "")));
    }

#pragma warning disable CA5351 // The app's choice: a name, nothing to protect.
    private static byte[] HashOf(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351

    private void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _talkers.Dispose();
        _known.Dispose();
        _rows.Dispose();
        _people.Dispose();
        _database.Dispose();
    }
}

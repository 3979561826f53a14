using System.Text;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>The tables and indices of WeChat's databases that hold messages, people and files, as a recent version makes them.</summary>
public static class WeChatAndroidSchema
{
    /// <summary>Makes the tables of <c>EnMicroMsg.db</c>.</summary>
    public static string Messages => Read("EnMicroMsg.sql");

    /// <summary>Makes the tables of <c>WxFileIndex.db</c>.</summary>
    public static string FileIndex => Read("WxFileIndex.sql");

    /// <summary>Makes the tables alone, without indices.</summary>
    public static string TablesOf(string schema) => string.Join('\n', schema.Split('\n').Where(line => !line.Contains(" INDEX ", StringComparison.Ordinal)));

    private static string Read(string name)
    {
        using Stream resource = typeof(WeChatAndroidSchema).Assembly.GetManifestResourceStream("Schemas/WeChat/Android/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using StreamReader reader = new(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

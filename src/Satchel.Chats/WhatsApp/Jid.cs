namespace Satchel.Chats.WhatsApp;

/// <summary>
/// WhatsApp's ids: <c>user@server</c>, with a device <c>user:device@server</c>, with an agent <c>user.agent:device@server</c>.
/// Device and agent say which phone or computer, not who, so they are left out.
/// </summary>
internal static class Jid
{
    /// <summary>The id made of a row's user and server, or of its whole text where these are empty; null where nothing is there.</summary>
    public static string? Of(string user, string server, string raw)
    {
        if (server.Length > 0)
        {
            return user.Length > 0 ? user + "@" + server : server;
        }

        return WithoutDevice(raw);
    }

    /// <summary>An id as text without its device and agent; null where it is empty.</summary>
    public static string? WithoutDevice(string raw)
    {
        int at = raw.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return raw.Length > 0 ? raw : null;
        }

        int end = raw.AsSpan(0, at).IndexOf(':');
        int user = end < 0 ? at : end;
        string server = raw[(at + 1)..];
        if (server is "s.whatsapp.net" or "lid" or "hosted" or "hosted.lid")
        {
            int dot = raw.AsSpan(0, user).IndexOf('.');
            user = dot > 0 ? dot : user;
        }

        return user == at ? raw : string.Concat(raw.AsSpan(0, user), "@", server);
    }

    /// <summary>What follows the <c>@</c>.</summary>
    public static ReadOnlySpan<char> ServerOf(string id)
    {
        int at = id.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? id : id.AsSpan(at + 1);
    }

    /// <summary>Whether an id is a person's or a business's, not a chat's. A server nobody has seen yet is taken for a person's.</summary>
    public static bool IsPerson(string id) => ServerOf(id) is not ("g.us" or "broadcast" or "newsletter" or "status_me" or "lid_me" or "call" or "") && id.Contains('@', StringComparison.Ordinal);

    /// <summary>The phone number that an id is made of, in international form; null for others.</summary>
    public static string? PhoneOf(string id)
    {
        int at = id.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && ServerOf(id) is "s.whatsapp.net" && IsNumber(id.AsSpan(0, at)) ? "+" + id[..at] : null;
    }

    /// <summary>Whether it is a plausible number: 5 to 20 digits.</summary>
    public static bool IsNumber(ReadOnlySpan<char> digits) =>
        digits.Length is >= 5 and <= 20 && digits.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>What kind of chat has this id.</summary>
    public static ChatKind KindOfChat(string id, string? accountId)
    {
        if (id == accountId)
        {
            return ChatKind.Self;
        }

        return ServerOf(id) switch
        {
            "g.us" => ChatKind.Group,
            "broadcast" or "status_me" => ChatKind.Broadcast,
            "newsletter" => ChatKind.Channel,
            _ => id == "0@s.whatsapp.net" ? ChatKind.System : ChatKind.Direct,
        };
    }
}

using Satchel.Chats.Apple.Plists;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>The settings of an account as older versions keep them: a keyed archive of one object, <c>mmsetting.archive</c>.</summary>
internal static class SettingsArchive
{
    /// <summary>Reads whose it is; null where it does not say, or is none.</summary>
    public static LoginRecord? Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            PlistDictionary archive = Plist.ReadDictionary(file, WeChatIosNames.Settings);
            if (archive["$objects"] is not PlistArray { Items: var objects } || archive.Dictionary("$top") is not { } top)
            {
                return null;
            }

            foreach (KeyValuePair<string, PlistValue> entry in top.Entries)
            {
                if (Follow(entry.Value, objects) is PlistDictionary fields && Text(fields["UsrName"], objects) is { } userName)
                {
                    return new LoginRecord(userName, Text(fields["NickName"], objects));
                }
            }

            return Text(top["UsrName"], objects) is { } alone ? new LoginRecord(alone, Text(top["NickName"], objects)) : null;
        }
        catch (ChatFormatException)
        {
            return null;   // a setting that cannot be read is not known
        }
    }

    private static PlistValue? Follow(PlistValue? value, IReadOnlyList<PlistValue> objects) =>
        value is PlistUid { Index: var index } ? index < (ulong)objects.Count ? objects[(int)index] : null : value;

    private static string? Text(PlistValue? value, IReadOnlyList<PlistValue> objects) =>
        Follow(value, objects) is PlistString { Text: { Length: > 0 } text } && text != "$null" ? text : null;
}

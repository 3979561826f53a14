namespace Satchel.Chats.WeChat;

/// <summary>Codes of kinds of messages: the base types, and Android's numbers, which have flags above an app message's 49.</summary>
internal static class WeChatTypes
{
    private const int LiveLocation = unchecked((int)0x90000006);
    private const int StepsRanking = unchecked((int)0x90000007);

#pragma warning disable CS1591 // The names say what docs/formats/wechat-payloads.md says at length.
    public const int Text = 1;
    public const int Image = 3;
    public const int Voice = 34;
    public const int FriendRequest = 37;
    public const int PossibleFriend = 40;
    public const int Card = 42;
    public const int Video = 43;
    public const int ShortVideo = 44;
    public const int Sticker = 47;
    public const int Location = 48;
    public const int App = 49;
    public const int Call = 50;
    public const int Sight = 62;
    public const int GroupCall = 64;
    public const int WorkCard = 66;
    public const int Notice = 10000;
    public const int SystemXml = 10002;

    public const int SubFile = 6;
    public const int SubLiveLocation = 17;
    public const int SubForward = 19;
    public const int SubNote = 24;
    public const int SubMiniProgram = 33;
    public const int SubMiniProgramShare = 36;
    public const int SubQuote = 57;
    public const int SubPat = 62;
    public const int SubFileUploading = 74;
    public const int SubTransfer = 2000;
    public const int SubRedPacket = 2001;
#pragma warning restore CS1591

    /// <summary>The base type of a code as Android stores it: itself, 49 or 10000 for what has flags above it.</summary>
    public static int BaseOf(int storeType) => storeType switch
    {
        // Live locations and rankings of steps have codes of their own, which are app messages elsewhere.
        LiveLocation or StepsRanking => App,
        < 0 => (storeType & 0xFF) == App ? App : storeType,
        < 256 or Notice or SystemXml => storeType,
        _ when (storeType & 0xFFFF) == Notice => Notice,
        _ when (storeType & 0xFF) == App => App,
        _ => storeType,
    };

    /// <summary>The type of an app message that an Android code stands for; 0 where only the payload tells.</summary>
    public static int SubTypeOf(int storeType) => storeType switch
    {
        LiveLocation => SubLiveLocation,
        1048625 => 8,
        419430449 => SubTransfer,
        436207665 => SubRedPacket,
        754974769 => 51,
        771751985 => 50,
        822083633 => SubQuote,
        889192497 or 922746929 => SubPat,
        973078577 or 975175729 => 63,
        1040187441 => 76,
        1090519089 => SubFile,
        _ => 0,
    };

    /// <summary>The code under which Android stores an app message of a type; plain 49 for most.</summary>
    public static int AndroidTypeOf(int subType) => subType switch
    {
        SubLiveLocation => LiveLocation,
        8 => 1048625,
        SubTransfer => 419430449,
        SubRedPacket => 436207665,
        51 => 754974769,
        50 => 771751985,
        SubQuote => 822083633,
        SubPat => 922746929,
        63 => 973078577,
        76 => 1040187441,
        SubFile => 1090519089,
        _ => App,
    };
}

namespace Satchel.TestKit.WeChat;

/// <summary>Payloads of each kind as the apps write them, made by hand after docs/formats/wechat-payloads.md: attributes in odd orders, CDATA, tabs and line breaks are meant.</summary>
public static partial class WeChatPayloads
{
    /// <summary>A picture.</summary>
    public static string Image(ConversationFile picture) =>
        $"<?xml version=\"1.0\"?>\n<msg>\n\t<img aeskey=\"0123456789abcdef0123456789abcdef\" encryver=\"1\" cdnthumbaeskey=\"0123456789abcdef0123456789abcdef\" cdnthumburl=\"3057020100044b\" cdnthumblength=\"4321\" cdnthumbheight=\"120\" cdnthumbwidth=\"90\" cdnmidheight=\"0\" cdnmidwidth=\"0\" cdnhdheight=\"0\" cdnhdwidth=\"0\" cdnmidimgurl=\"3057020100044b\" length=\"{picture.Content.Length}\" md5=\"{picture.Md5}\" hevc_mid_size=\"0\" />\n\t<platform_signature></platform_signature>\n</msg>\n";

    /// <summary>A voice.</summary>
    public static string Voice(ConversationFile voice, int millis, string from) =>
        $"<msg><voicemsg endflag=\"1\" cancelflag=\"0\" forwardflag=\"0\" voiceformat=\"4\" voicelength=\"{millis}\" length=\"{voice.Content.Length}\" bufid=\"0\" aeskey=\"fedcba9876543210\" voiceurl=\"3052020100\" clientmsgid=\"49\" fromusername=\"{from}\" /></msg>";

    /// <summary>A video.</summary>
    public static string Video(ConversationFile video, int seconds, string from) =>
        $"<?xml version=\"1.0\"?>\n<msg>\n\t<videomsg aeskey=\"00aa\" cdnvideourl=\"3057\" cdnthumbaeskey=\"00aa\" cdnthumburl=\"3057\" length=\"{video.Content.Length}\" playlength=\"{seconds}\" cdnthumblength=\"8000\" cdnthumbwidth=\"288\" cdnthumbheight=\"512\" fromusername=\"{from}\" md5=\"{video.Md5}\" newmd5=\"{video.Md5}\" isplaceholder=\"0\" rawmd5=\"\" rawlength=\"0\" cdnrawvideourl=\"\" cdnrawvideoaeskey=\"\" overwritenewmsgid=\"0\" originsourcemd5=\"\" isad=\"0\" />\n</msg>\n";

    /// <summary>A sticker.</summary>
    public static string Sticker(ConversationFile sticker, string from, string to) =>
        $"<msg><emoji fromusername = \"{from}\" tousername = \"{to}\" type=\"2\" idbuffer=\"media:0_0\" md5=\"{sticker.Md5}\" len = \"{sticker.Content.Length}\" productid=\"com.tencent.xin.emoticon.person.stiker\" androidmd5=\"{sticker.Md5}\" androidlen=\"{sticker.Content.Length}\" cdnurl = \"http://example.com/{sticker.Md5}&amp;f=1\" designerid = \"\" thumburl = \"\" encrypturl = \"http://example.com/e\" aeskey= \"00ff\" externurl = \"\" externmd5 = \"\" width= \"240\" height= \"200\" tpurl= \"\" tpauthkey= \"\" attachedtext= \"\" attachedtextcolor= \"\" lensid= \"\" emojiattr= \"\" linkid= \"\" desc= \"\" ></emoji> <gameext type=\"0\" content=\"0\" ></gameext></msg>";

    /// <summary>A place.</summary>
    public static string Location() =>
        "<?xml version=\"1.0\"?>\n<msg>\n\t<location x=\"22.227600\" y=\"114.242300\" scale=\"16\" label=\"Shek O Rd, Hong Kong\" maptype=\"roadmap\" poiname=\"Dragon&apos;s Back &amp; Shek O\" poiid=\"City\" fromusername=\"wxid_x\" />\n</msg>\n";

    /// <summary>Somebody's card.</summary>
    public static string Card() =>
        "<?xml version=\"1.0\"?>\n<msg bigheadimgurl=\"http://example.com/0\" smallheadimgurl=\"http://example.com/132\" username=\"wxid_guide8wong\" nickname=\"Guide Wong; 王\" fullpy=\"GuideWong\" shortpy=\"\" alias=\"guidewong\" imagestatus=\"3\" scene=\"17\" province=\"Hong Kong\" city=\"Southern\" sign=\"Up, always up\" sex=\"1\" certflag=\"0\" certinfo=\"\" brandIconUrl=\"\" brandHomeUrl=\"\" brandSubscriptConfigUrl=\"\" brandFlags=\"0\" regionCode=\"HK\" antispamticket=\"v2_0011@stranger\" />\n";

    /// <summary>A request to become a contact.</summary>
    public static string FriendRequest() =>
        "<msg fromusername=\"wxid_new4friend\" encryptusername=\"v3_020b3826fd@stranger\" fromnickname=\"Ed\" content=\"I am Ed, from the hike\" fullpy=\"Ed\" shortpy=\"ED\" imagestatus=\"3\" scene=\"14\" country=\"HK\" province=\"\" city=\"\" sign=\"\" percard=\"1\" sex=\"1\" alias=\"ed_hikes\" ticket=\"v4_0000@stranger\" />";

    /// <summary>A call in the form of today's clients.</summary>
    public static string Call(bool video, string text) =>
        $"<voipmsg type=\"VoIPBubbleMsg\"><VoIPBubbleMsg><msg><![CDATA[{text}]]></msg>\n<room_type>{(video ? 0 : 1)}</room_type>\n<red_dot>false</red_dot>\n<roomid>2812345678901234567</roomid>\n<roomkey>0</roomkey>\n<inviteid>1700000000</inviteid>\n<msg_type>100</msg_type>\n<timestamp>1700000000123</timestamp>\n<identity><![CDATA[4567]]></identity>\n<duration>0</duration>\n<inviteid64>1700000000123</inviteid64>\n<business>1</business>\n</VoIPBubbleMsg></voipmsg>";

    /// <summary>A call in the form of old clients: three elements in a row.</summary>
    public static string OldCall(int wording, int seconds) =>
        $"<voipinvitemsg><roomid>12345</roomid><key>6789</key><status>1</status><invitetype>1</invitetype></voipinvitemsg><voipextinfo><recvtime>1400000000</recvtime></voipextinfo><voiplocalinfo><wordingtype>{wording}</wordingtype><duration>{seconds}</duration></voiplocalinfo>";

    /// <summary>A <c>msgsource</c> that names who is mentioned.</summary>
    public static string Source(params string[] mentioned) =>
        $"<msgsource>\n\t<atuserlist><![CDATA[{string.Join(',', mentioned)}]]></atuserlist>\n\t<silence>1</silence>\n\t<membercount>4</membercount>\n\t<signature>V1_x</signature>\n</msgsource>\n";
}

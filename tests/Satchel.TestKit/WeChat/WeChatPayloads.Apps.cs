namespace Satchel.TestKit.WeChat;

public static partial class WeChatPayloads
{
    /// <summary>A page.</summary>
    public static string Link() => App(5, "龙脊徒步路线攻略 & more", "全长约 8.5 公里，难度中等", "https://example.cn/a?x=1&amp;y=2");

    /// <summary>A document.</summary>
    public static string Document(ConversationFile document) => App(
        6, document.Name!, "", "",
        $"<appattach>\n\t\t\t<totallen>{document.Content.Length}</totallen>\n\t\t\t<attachid>@cdn_3057_0011_1</attachid>\n\t\t\t<fileext>pdf</fileext>\n\t\t\t<cdnattachurl>3057</cdnattachurl>\n\t\t\t<aeskey>0011</aeskey>\n\t\t\t<encryver>0</encryver>\n\t\t\t<overwrite_newmsgid>1234567890123456789</overwrite_newmsgid>\n\t\t</appattach>\n\t\t<md5>{document.Md5}</md5>");

    /// <summary>A reply.</summary>
    public static string Quote(string text, ConversationMessage quoted, string quotedName) => App(
        57, text, "", "",
        $"<refermsg>\n\t\t\t<type>{quoted.Type}</type>\n\t\t\t<svrid>{quoted.ServerId}</svrid>\n\t\t\t<fromusr>{(quoted.IsInGroup ? quoted.ChatId : quoted.SenderId)}</fromusr>\n\t\t\t<chatusr>{(quoted.IsInGroup ? quoted.SenderId : "")}</chatusr>\n\t\t\t<displayname>{Escape(quotedName)}</displayname>\n\t\t\t<content>{Escape(quoted.Payload)}</content>\n\t\t\t<msgsource>&lt;msgsource&gt;&lt;/msgsource&gt;\n</msgsource>\n\t\t\t<createtime>{quoted.SentAtSeconds}</createtime>\n\t\t</refermsg>");

    /// <summary>Messages forwarded together, one of which is such a record again.</summary>
    public static string Forward()
    {
        string nested = "<recordinfo><title>Older</title><datalist count=\"1\"><dataitem datatype=\"1\" dataid=\"c1\"><sourcename>Dora</sourcename><datadesc>the deepest words</datadesc></dataitem></datalist></recordinfo>";
        return App(
            19, "群聊的聊天记录", "Ben: Who is in?\n陈小明: 我", "",
            $"<recorditem><![CDATA[<recordinfo><title>群聊的聊天记录</title><desc>Ben: Who is in?&#x0A;陈小明: 我</desc><datalist count=\"4\"><dataitem datatype=\"1\" dataid=\"a1\" htmlid=\"a1\"><datadesc>Who is in?</datadesc><sourcename>Ben</sourcename><sourcetime>2023-11-14 22:13</sourcetime><srcMsgCreateTime>1700000000</srcMsgCreateTime><fromnewmsgid>6123456789012345678</fromnewmsgid></dataitem><dataitem datatype=\"1\" dataid=\"a2\"><datadesc>我 &amp;lt;b&amp;gt;</datadesc><sourcename>陈小明</sourcename></dataitem><dataitem datatype=\"2\" dataid=\"a3\"><datafmt>jpg</datafmt><datasize>1234</datasize><fullmd5>00112233445566778899aabbccddeeff</fullmd5><sourcename>Ben</sourcename></dataitem><dataitem datatype=\"17\" dataid=\"a4\"><datatitle>Older</datatitle><sourcename>Ben</sourcename><recordxml>{nested}</recordxml></dataitem></datalist></recordinfo>]]></recorditem>");
    }

    /// <summary>A note of one's own.</summary>
    public static string Note() => App(
        24, "笔记", "Packing list\n1. Water\n2. Map", "",
        "<recorditem><![CDATA[<recordinfo><noteinfo><noteauthor>wxid_x</noteauthor></noteinfo><datalist count=\"1\"><dataitem datatype=\"1\" dataid=\"n1\"><datadesc>Packing list</datadesc></dataitem></datalist></recordinfo>]]></recorditem>");

    /// <summary>A mini program.</summary>
    public static string MiniProgram(int subType) => App(
        subType, "Ferry times", "", "https://mp.example.com/waerrpage?type=upgrade",
        "<sourceusername>gh_0123456789ab@app</sourceusername><sourcedisplayname>Ferries</sourcedisplayname><weappinfo>\n\t\t\t<username><![CDATA[gh_0123456789ab@app]]></username>\n\t\t\t<appid><![CDATA[wx0123456789abcdef]]></appid>\n\t\t\t<type>2</type>\n\t\t\t<version>42</version>\n\t\t\t<weappiconurl><![CDATA[http://example.com/i.png]]></weappiconurl>\n\t\t\t<pagepath><![CDATA[pages/times.html?from=1&to=2]]></pagepath>\n\t\t\t<shareId><![CDATA[1_wx_1]]></shareId>\n\t\t</weappinfo>");

    /// <summary>A transfer of money.</summary>
    public static string Transfer(int state) => App(
        2000, "微信转账", "收到转账20.00元。如需收钱，请点此升级至最新版本", "https://support.example.com/",
        $"<wcpayinfo>\n<paysubtype>{state}</paysubtype>\n<feedesc><![CDATA[￥20.00]]></feedesc>\n<transcationid><![CDATA[100005010123]]></transcationid>\n<transferid><![CDATA[100005010124]]></transferid>\n<invalidtime><![CDATA[1700086400]]></invalidtime>\n<begintransfertime><![CDATA[1700000000]]></begintransfertime>\n<effectivedate><![CDATA[1]]></effectivedate>\n<pay_memo><![CDATA[for the bus & tea]]></pay_memo>\n</wcpayinfo>");

    /// <summary>A red packet.</summary>
    public static string RedPacket() => App(
        2001, "微信红包", "我给你发了一个红包，赶紧去拆!", "https://wxapp.example.com/",
        "<wcpayinfo><templateid><![CDATA[7a2a165d]]></templateid><url><![CDATA[https://wxapp.example.com/h?a=1&b=2]]></url><iconurl><![CDATA[]]></iconurl><receivertitle><![CDATA[恭喜发财，大吉大利]]></receivertitle><sendertitle><![CDATA[恭喜发财，大吉大利]]></sendertitle><scenetext><![CDATA[微信红包]]></scenetext><senderdes><![CDATA[查看红包]]></senderdes><receiverdes><![CDATA[领取红包]]></receiverdes><nativeurl><![CDATA[wxpay://c2cbizmessagehandler]]></nativeurl><sceneid><![CDATA[1002]]></sceneid></wcpayinfo>");

    /// <summary>A pat.</summary>
    public static string Pat(string chat, string from, string to) => App(
        62, "\"Ben\" 拍了拍 \"Ana\"", "", "",
        $"<patMsg><chatUser>{chat}</chatUser><records><recordNum>1</recordNum><record><fromUser>{from}</fromUser><pattedUser>{to}</pattedUser><templete><![CDATA[\"${{{from}}}\" 拍了拍 \"${{{to}}}\"]]></templete><createTime>1700000000</createTime><svrId>0</svrId><readStatus>0</readStatus></record></records></patMsg>");

    /// <summary>A video of a channel.</summary>
    public static string ChannelVideo() => App(
        51, "当前版本不支持展示该内容，请升级至最新版本。", "", "https://support.example.com/update/",
        "<finderFeed><objectId>14012345678901234567</objectId><feedType>4</feedType><nickname>Mountain TV</nickname><avatar><![CDATA[https://example.com/av]]></avatar><desc><![CDATA[Dawn above the clouds #hiking]]></desc><mediaCount>1</mediaCount><mediaList><media><mediaType>4</mediaType><url><![CDATA[https://finder.example.com/v?a=1&b=2]]></url><thumbUrl><![CDATA[https://finder.example.com/t]]></thumbUrl><width>1080.0</width><height>1920.0</height><videoPlayDuration>42</videoPlayDuration></media></mediaList></finderFeed>");

    /// <summary>A chain of names that people add to.</summary>
    public static string Chain() => App(53, "#接龙\nSaturday\n\n1. Ben\n2. 陈小明", "", "", "<extinfo><solitaire_info><![CDATA[<solitaire><info_desc_len>11</info_desc_len></solitaire>]]></solitaire_info></extinfo>");

    /// <summary>A piece of music.</summary>
    public static string Music() => App(3, "Climb On", "The Ropes", "https://music.example.com/1", "<dataurl>https://music.example.com/1.mp3</dataurl><songlyric>[00:01] up</songlyric>");

    /// <summary>What an account pushes.</summary>
    public static string Articles() => App(
        5, "Mountain Weekly", "", "", "<mmreader><category type=\"20\" count=\"2\"><name><![CDATA[Mountain Weekly]]></name><item><title><![CDATA[Ten trails for winter]]></title><url><![CDATA[http://mp.example.com/s?__biz=1&mid=2]]></url><digest><![CDATA[Short days, long views]]></digest><cover><![CDATA[]]></cover><pub_time>1700000000</pub_time></item><item><title>Second</title><url>http://mp.example.com/2</url></item></category></mmreader>");

    /// <summary>A text as it stands in XML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string App(int subType, string title, string description, string url, string more = "") =>
        $"<?xml version=\"1.0\"?>\n<msg>\n\t<appmsg appid=\"\" sdkver=\"0\">\n\t\t<title>{Escape(title)}</title>\n\t\t<des>{Escape(description)}</des>\n\t\t<action>view</action>\n\t\t<type>{subType}</type>\n\t\t<showtype>0</showtype>\n\t\t<content />\n\t\t<url>{url}</url>\n\t\t<lowurl />\n\t\t{more}\n\t</appmsg>\n\t<fromusername></fromusername>\n\t<scene>0</scene>\n\t<appinfo>\n\t\t<version>1</version>\n\t\t<appname></appname>\n\t</appinfo>\n\t<commenturl></commenturl>\n</msg>\n";
}

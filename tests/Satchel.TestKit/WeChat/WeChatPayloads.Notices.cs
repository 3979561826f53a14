namespace Satchel.TestKit.WeChat;

public static partial class WeChatPayloads
{
    /// <summary>Somebody brought somebody into a group.</summary>
    public static string Invited(string by, string byName, string who, string whoName) =>
        $"<sysmsg type=\"sysmsgtemplate\">\n\t<sysmsgtemplate>\n\t\t<content_template type=\"tmpl_type_profile\">\n\t\t\t<plain><![CDATA[]]></plain>\n\t\t\t<template><![CDATA[\"$username$\" invited \"$names$\" to the group chat]]></template>\n\t\t\t<link_list>\n\t\t\t\t<link name=\"username\" type=\"link_profile\">\n\t\t\t\t\t<memberlist>\n\t\t\t\t\t\t<member>\n\t\t\t\t\t\t\t<username><![CDATA[{by}]]></username>\n\t\t\t\t\t\t\t<nickname><![CDATA[{byName}]]></nickname>\n\t\t\t\t\t\t</member>\n\t\t\t\t\t</memberlist>\n\t\t\t\t</link>\n\t\t\t\t<link name=\"names\" type=\"link_profile\">\n\t\t\t\t\t<memberlist>\n\t\t\t\t\t\t<member>\n\t\t\t\t\t\t\t<username><![CDATA[{who}]]></username>\n\t\t\t\t\t\t\t<nickname><![CDATA[{whoName}]]></nickname>\n\t\t\t\t\t\t</member>\n\t\t\t\t\t</memberlist>\n\t\t\t\t\t<separator><![CDATA[、]]></separator>\n\t\t\t\t</link>\n\t\t\t</link_list>\n\t\t</content_template>\n\t</sysmsgtemplate>\n</sysmsg>\n";

    /// <summary>The owner took somebody out of a group.</summary>
    public static string Removed(string who, string whoName) =>
        $"<sysmsg type=\"sysmsgtemplate\"><sysmsgtemplate><content_template type=\"tmpl_type_profile\"><plain><![CDATA[]]></plain><template><![CDATA[你将\"$kickoutname$\"移出了群聊]]></template><link_list><link name=\"kickoutname\" type=\"link_profile\"><memberlist><member><username><![CDATA[{who}]]></username><nickname><![CDATA[{whoName}]]></nickname></member></memberlist></link></link_list></content_template></sysmsgtemplate></sysmsg>";

    /// <summary>Somebody gave the group another title.</summary>
    public static string Titled(string by, string byName, string title) =>
        $"<sysmsg type=\"sysmsgtemplate\"><sysmsgtemplate><content_template type=\"tmpl_type_profile\"><plain><![CDATA[]]></plain><template><![CDATA[\"$username$\"修改群名为“$remark$”]]></template><link_list><link name=\"username\" type=\"link_profile\"><memberlist><member><username><![CDATA[{by}]]></username><nickname><![CDATA[{byName}]]></nickname></member></memberlist></link><link name=\"remark\" type=\"link_plain\"><plain><![CDATA[{title}]]></plain></link></link_list></content_template></sysmsgtemplate></sysmsg>";

    /// <summary>A message was recalled.</summary>
    public static string Recall(string chat, long recalledServerId, string words) =>
        $"<sysmsg type=\"revokemsg\"><revokemsg><session>{chat}</session><msgid>1687654321</msgid><newmsgid>{recalledServerId}</newmsgid><replacemsg><![CDATA[{words}]]></replacemsg></revokemsg></sysmsg>";

    /// <summary>A pat as a system message.</summary>
    public static string SystemPat(string from, string chat, string to) =>
        $"<sysmsg type=\"pat\">\n<pat>\n  <fromusername>{from}</fromusername>\n  <chatusername>{chat}</chatusername>\n  <pattedusername>{to}</pattedusername>\n  <patsuffix><![CDATA[]]></patsuffix>\n  <patsuffixversion>0</patsuffixversion>\n  <template><![CDATA[\"${{{from}}}\" 拍了拍 \"${{{to}}}\"]]></template>\n</pat>\n</sysmsg>";

    /// <summary>A notice of a red packet with its pseudo-tags.</summary>
    public static string RedPacketReceipt() =>
        "<img src=\"SystemMessages_HongbaoIcon.png\"/>  陈小明领取了你的<_wc_custom_link_ color=\"#FD9931\" href=\"weixin://weixinhongbao/opendetail?sendid=1&sign=2\">红包</_wc_custom_link_>";
}

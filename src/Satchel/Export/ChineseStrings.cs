using System.Globalization;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>Simplified Chinese.</summary>
internal sealed class ChineseStrings : ExportStrings
{
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    public override string Tag => "zh-Hans";

    public override string You => "我";

    public override string UnknownTime => "时间不详";

    public override string ListSeparator => "、";

    public override string Forwarded => "已转发";

    public override string Edited => "已编辑";

    public override string Starred => "已加星标";

    public override string WasDeleted => "此消息已撤回";

    public override string LaterDeleted => "后被撤回";

    public override string NotThere => "此记录中没有该文件";

    public override string Disappears => "限时消息";

    public override string EarlierVersions => "更早的版本";

    public override string Chats => "聊天";

    public override string AllChats => "全部聊天";

    public override string First => "首页";

    public override string Previous => "上一页";

    public override string Next => "下一页";

    public override string Last => "末页";

    public override string Months => "跳转到月份";

    public override string PagesOfChat => "本聊天的分页";

    public override string NoMessages => "没有消息";

    public override string OpenMap => "在地图中打开";

    public override string Archived => "已归档";

    public override string ExportedBy => "由 Satchel 导出";

    public override string InReplyTo => "回复";

    public override string Footer => "这些页面无需联网，也不会从网络加载任何内容。";

    public override IReadOnlyList<string> MonthNames { get; } =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];

    public override string Title(string app, string owner) => $"{app} – {owner}";

    public override string MessageCount(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} 条消息");

    public override string ChatCount(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} 个聊天");

    public override string PageOf(long page, long pages) => string.Create(CultureInfo.InvariantCulture, $"第 {page:N0} 页，共 {pages:N0} 页");

    public override string Day(DateTime day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日 {Weekdays[(int)day.DayOfWeek]}");

    public override string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year}年{month}月");

    public override string RemovedAfter(string when) => $"{when} 之后已不在应用中";

    public override string RevokedAt(string when) => $"已于 {when} 撤回";

    public override string Votes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} 票");

    public override string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Text => "消息",
        MessageKind.Image => "图片",
        MessageKind.Video => "视频",
        MessageKind.VideoNote => "视频留言",
        MessageKind.Audio => "音频",
        MessageKind.Voice => "语音消息",
        MessageKind.Document => "文件",
        MessageKind.Sticker => "表情",
        MessageKind.Gif => "动图",
        MessageKind.Location => "位置",
        MessageKind.LiveLocation => "实时位置",
        MessageKind.Contact => "名片",
        MessageKind.Link => "链接",
        MessageKind.Poll => "投票",
        MessageKind.Call => "通话",
        MessageKind.System => "通知",
        MessageKind.Revoked => "已撤回的消息",
        MessageKind.MiniProgram => "小程序",
        MessageKind.MergedForward => "聊天记录",
        MessageKind.Transfer => "转账",
        MessageKind.RedPacket => "红包",
        MessageKind.Note => "笔记",
        _ => "未知类型的消息",
    };

    public override string ChatKind(ChatKind kind) => kind switch
    {
        Satchel.Chats.ChatKind.Group => "群聊",
        Satchel.Chats.ChatKind.Broadcast => "广播",
        Satchel.Chats.ChatKind.Channel => "频道",
        Satchel.Chats.ChatKind.Self => "发给自己",
        Satchel.Chats.ChatKind.System => "通知",
        _ => "单聊",
    };

    public override string Status(MessageStatus status) => status switch
    {
        MessageStatus.Pending => "等待发送",
        MessageStatus.Sent => "已发送",
        MessageStatus.Delivered => "已送达",
        MessageStatus.Read => "已读",
        MessageStatus.Played => "已播放",
        MessageStatus.Received => "已接收",
        _ => "发送失败",
    };

    public override string Call(CallBody call)
    {
        string kind = call.Video switch { true => "视频通话", false => "语音通话", null => "通话" };
        string text = call.Outcome switch
        {
            CallOutcome.Missed => $"未接{kind}",
            CallOutcome.Declined => $"已拒绝的{kind}",
            CallOutcome.Busy => $"{kind}，对方忙",
            CallOutcome.Failed => $"{kind}，连接失败",
            _ => kind,
        };
        return call.DurationSeconds is long seconds and > 0 ? $"{text}，{Duration(seconds)}" : text;
    }

    public override string System(SystemBody system, string? actor, string subjects)
    {
        string who = actor ?? "有人";
        string whom = subjects.Length > 0 ? subjects : "成员";
        string subject = subjects.Length > 0 ? subjects : who;
        return system.Event switch
        {
            SystemEvent.GroupCreated => system.Text is { Length: > 0 } title ? $"{who}创建了群聊“{title}”" : $"{who}创建了群聊",
            SystemEvent.ParticipantAdded => actor is null || actor == subjects ? $"{subject}加入了群聊" : $"{who}邀请{whom}加入了群聊",
            SystemEvent.ParticipantRemoved => $"{who}将{whom}移出了群聊",
            SystemEvent.ParticipantLeft => $"{subject}退出了群聊",
            SystemEvent.TitleChanged => system.Text is { Length: > 0 } title ? $"{who}将群名改为“{title}”" : $"{who}修改了群名",
            SystemEvent.IconChanged => $"{who}更换了头像",
            SystemEvent.NumberChanged => $"{subject}更换了手机号",
            SystemEvent.EncryptionChanged => system.Text is { Length: > 0 } text ? text : "消息和通话均已端到端加密",
            SystemEvent.DisappearingTimerChanged => system.Text is { Length: > 0 } text ? text : $"{who}更改了限时消息的时长",
            SystemEvent.Pat => system.Text is { Length: > 0 } text ? text : $"{who}拍了拍{whom}",
            _ => system.Text is { Length: > 0 } text ? text : "应用通知",
        };
    }
}

using Satchel.Chats;
using Satchel.History;

namespace Satchel.Archive;

/// <summary>
/// How histories of one account join, which depends on the app. WeChat gives a message one id on all devices of an account, and tells the recall of a message by a notice
/// of its own: a phone, a desktop and a backup of the phone then make one copy of a message (docs/format.md, 10.3).
/// </summary>
internal sealed class HistoryJoin
{
    /// <summary>The app whose payloads and ids are the same on all devices.</summary>
    public const string WeChat = "wechat";

    private const long MillisPerSecond = 1000;
    private static readonly HistoryJoin Default = new(60_000, joinsWithinLayer: false);

    // Documents may be recalled for three hours, anything else for two minutes; clocks differ besides.
    private static readonly HistoryJoin OfWeChat = new(3 * 3_660_000, joinsWithinLayer: true);

    private HistoryJoin(ulong spanMillis, bool joinsWithinLayer)
    {
        SpanMillis = spanMillis;
        JoinsWithinLayer = joinsWithinLayer;
    }

    /// <summary>How far apart the times of what is one message may lie: cut to seconds, told by clocks that do not agree, or recalled later.</summary>
    public ulong SpanMillis { get; }

    /// <summary>Whether also one source may have a message at two times: the recalled message and the notice, or a desktop and a backup that take turns.</summary>
    public bool JoinsWithinLayer { get; }

    /// <summary>How some layers join, which are of one app.</summary>
    public static HistoryJoin Of(IReadOnlyList<HistoryLayer> layers) => layers.Count > 0 && layers[0].Source.App == WeChat ? OfWeChat : Default;

    /// <summary>One version for all that say the same but for what each device says in its own way; all of them where the app has no such.</summary>
    public List<ArchivedVersion> OneCopy(List<ArchivedVersion> versions)
    {
        if (!JoinsWithinLayer || versions.Count < 2)
        {
            return versions;
        }

        List<DeviceVersion> copies = [];
        foreach (ArchivedVersion version in versions)
        {
            DeviceVersion told = new(version);
            int known = copies.FindIndex(c => c.MayBeOfAnotherDevice(told) && c.TellsTheSame(told));
            if (known < 0)
            {
                copies.Add(told);
            }
            else
            {
                copies[known] = copies[known].Join(told);
            }
        }

        return copies.ConvertAll(c => c.Version);
    }

    /// <summary>The recalled message before what is left of it, with the time of its recall.</summary>
    public static List<ArchivedVersion> RecallLast(List<ArchivedVersion> versions)
    {
        int recall = versions.FindIndex(IsRecall);
        int recalled = versions.FindLastIndex(v => !IsRecall(v));
        if (recall < 0 || recalled < 0)
        {
            return versions;
        }

        ArchivedVersion last = versions[recalled];
        if (HistoryRecord.Integer(last.Entry.Record.Span, HistoryRecord.RevokedField) is null)
        {
            versions[recalled] = last with { RecalledAtMillis = TimeOf(versions[recall]) };
        }

        return [.. versions.Where(v => !IsRecall(v)), .. versions.Where(IsRecall)];
    }

    /// <summary>The time in whole seconds: what every device keeps of it.</summary>
    public static long SecondsOf(ArchivedVersion version) => Math.DivRem(TimeOf(version), MillisPerSecond, out long rest) - (rest < 0 ? 1 : 0);

    /// <summary>Whether the time has more than seconds.</summary>
    public static bool IsFine(ArchivedVersion version) => TimeOf(version) % MillisPerSecond != 0;

    private static bool IsRecall(ArchivedVersion version) => HistoryRecord.Kind(version.Entry.Record.Span) == (long)MessageKind.Revoked;

    private static long TimeOf(ArchivedVersion version) => HistoryKey.SentAt(version.Entry.Key.Span);
}

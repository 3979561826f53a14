using Satchel.Chats;
using Satchel.History;

namespace Satchel.Archive;

/// <summary>A version of a message as one device of several tells it, or several of them together.</summary>
/// <param name="version">The version.</param>
internal sealed class DeviceVersion(ArchivedVersion version)
{
    private Message? _message;

    /// <summary>The version, seen when any of the devices showed it.</summary>
    public ArchivedVersion Version { get; } = version;

    private Message Message => _message ??= RecordCodec.Decode(Version.Entry.Key.Span, Version.Entry.Record.Span).Message;

    /// <summary>
    /// Whether another need not be a later state of the message. What one history has at one time may come from several stores of one platform too, which differ in their files; but a
    /// message that got further, or was starred, changed.
    /// </summary>
    public bool MayBeOfAnotherDevice(DeviceVersion other) =>
        Version.Layer != other.Version.Layer
        || !HistoryKey.Stem(Version.Entry.Key.Span).SequenceEqual(HistoryKey.Stem(other.Version.Entry.Key.Span))
        || (Message.Status == other.Message.Status && Message.Starred == other.Message.Starred);

    /// <summary>
    /// Whether another says the same but for what is each device's own: whether a file is still there and where, what only some stores keep (mentions, how far it got), and
    /// the part of the time below a second.
    /// </summary>
    public bool TellsTheSame(DeviceVersion other)
    {
        if (HistoryRecord.Kind(Version.Entry.Record.Span) != HistoryRecord.Kind(other.Version.Entry.Record.Span))
        {
            return false;
        }

        if (Message.Kind == MessageKind.Revoked)
        {
            return true;   // of a recall it is only told that it was
        }

        return HistoryJoin.SecondsOf(Version) == HistoryJoin.SecondsOf(other.Version)
            && (HistoryRecord.SaysTheSame(Version.Entry.Record.Span, other.Version.Entry.Record.Span) || IsSame(Message, other.Message));
    }

    /// <summary>Both as one: that which has more of the files, is still shown, has the finer time, and is of the newer source.</summary>
    public DeviceVersion Join(DeviceVersion other)
    {
        DeviceVersion better = Compare(this, other) >= 0 ? this : other;
        return new DeviceVersion(better.Version with
        {
            FirstMillis = Math.Min(Version.FirstMillis, other.Version.FirstMillis),
            LastMillis = Math.Max(Version.LastMillis, other.Version.LastMillis),
            IsOpen = Version.IsOpen || other.Version.IsOpen,
        });
    }

    private static int Compare(DeviceVersion left, DeviceVersion right)
    {
        int files = right.Absent().CompareTo(left.Absent());
        int open = left.Version.IsOpen.CompareTo(right.Version.IsOpen);   // the files of what is shown no longer go when a snapshot is forgotten
        int time = HistoryJoin.IsFine(left.Version).CompareTo(HistoryJoin.IsFine(right.Version));
        int told = left.Message.Mentions.Count.CompareTo(right.Message.Mentions.Count);
        return files != 0 ? files : open != 0 ? open : time != 0 ? time : told != 0 ? told : right.Version.Layer.CompareTo(left.Version.Layer);
    }

    // Files that are not there; one of which only a thumbnail is there counts as well.
    private int Absent() => Message.Attachments.Count(a => a.Missing || a.IsThumbnail);

    private static bool IsSame(Message left, Message right) =>
        left.Text == right.Text
        && left.Outgoing == right.Outgoing
        && (left.SenderId == right.SenderId || left.SenderId is null || right.SenderId is null)
        && left.EditedAtMillis == right.EditedAtMillis
        && (left.Status == MessageStatus.Failed) == (right.Status == MessageStatus.Failed)
        && left.ReplyTo == right.ReplyTo
        && BodyOf(left) == BodyOf(right)
        && HaveSameFiles(left, right);

    private static string? BodyOf(Message message) => message.Body is null ? null : RecordJson.BodyText(message.Body);

    private static bool HaveSameFiles(Message left, Message right)
    {
        List<Attachment> ofLeft = [.. left.Attachments.Where(a => !a.IsThumbnail)];
        List<Attachment> ofRight = [.. right.Attachments.Where(a => !a.IsThumbnail)];
        return ofLeft.Count == ofRight.Count && ofLeft.Zip(ofRight).All(pair =>
            pair.First.Sha256 is null || pair.Second.Sha256 is null || pair.First.Missing || pair.Second.Missing || pair.First.Sha256.AsSpan().SequenceEqual(pair.Second.Sha256));
    }
}

using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>
/// Works out which segments are new. A backup that goes on adds segments and files of new messages; whatever else happens (it was begun anew, or cleaned up), everything is
/// read again.
/// </summary>
internal sealed class BackupChanges(BackupReader reader, RowFields fields) : IMessageChanges
{
    private readonly HashSet<long> _segments = [];
    private readonly HashSet<long> _segmentIdsOfMedia = [];
    private readonly HashSet<long> _newSegmentIds = [];
    private bool _everything;
    private bool _directory;

    /// <inheritdoc/>
    public bool EverythingChanged => _everything || !_segmentIdsOfMedia.IsSubsetOf(_newSegmentIds);

    /// <inheritdoc/>
    public bool DirectoryChanged => _directory || EverythingChanged;

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        switch (change.Table)
        {
            case "MsgSegments":
                _directory = true;
                _everything |= change.Before is not null || _segments.Count == BackupLimits.MaxChangedSegments;
                _segments.Add(change.RowId);
                _newSegmentIds.Add(RowFields.RowNumber(fields.After(change, "SegmentId"), change.RowId));
                break;
            case "MsgMedia":
                // A file of an older message came later.
                _everything |= change.Before is not null;
                _segmentIdsOfMedia.Add(RowFields.Integer(fields.After(change, "MsgSegmentId")));
                break;
            case "MsgFileSegment" or "MediaStr2ID" or "Name2ID":
                _everything |= change.Before is not null;
                break;
            case "Session":
                _directory = true;
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        foreach (Message message in reader.ReadSegments(_segments, cancellationToken))
        {
            yield return new MessageChange(null, message);
        }
    }
}

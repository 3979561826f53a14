namespace Satchel.History;

/// <summary>What writing a history counted.</summary>
internal sealed class HistoryCounts
{
    /// <summary>Messages that were not shown before.</summary>
    public long New { get; set; }

    /// <summary>Messages of both that changed.</summary>
    public long Changed { get; set; }

    /// <summary>Messages that are not shown any more.</summary>
    public long Removed { get; set; }

    /// <summary>Messages that are shown now.</summary>
    public long Messages { get; set; }

    /// <summary>Their attachments.</summary>
    public long Attachments { get; set; }
}

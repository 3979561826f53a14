namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>What the store will have of one message, before it has row numbers. One of them is used again for every message.</summary>
internal sealed class MessageDraft
{
    /// <summary>The code of <c>ZMESSAGETYPE</c>.</summary>
    public int Type { get; set; }

    /// <summary>The code of <c>ZGROUPEVENTTYPE</c>.</summary>
    public int EventCode { get; set; }

    /// <summary>The message's text; null where it has none.</summary>
    public string? Text { get; set; }

    /// <summary>Whether the owner sent it.</summary>
    public bool FromMe { get; set; }

    /// <summary>Who of the group sent it, or whom its event is about; 0 for nobody.</summary>
    public long MemberRow { get; set; }

    /// <summary>Whether it has a media item.</summary>
    public bool HasMedia { get; set; }

    /// <summary>Whether the media item stands for a file, which makes it appear among the chat's media.</summary>
    public bool HasFile { get; set; }

    /// <summary>The length of the file in bytes.</summary>
    public long FileBytes { get; set; }

    /// <summary>The duration in seconds.</summary>
    public long Seconds { get; set; }

    /// <summary>Width by height; 0 where it is not known.</summary>
    public double AspectRatio { get; set; }

    /// <summary>A place's latitude; a file's width in pixels.</summary>
    public double Latitude { get; set; }

    /// <summary>A place's longitude; a file's height in pixels.</summary>
    public double Longitude { get; set; }

    /// <summary>Where the file lies; null where it does not.</summary>
    public string? FilePath { get; set; }

    /// <summary>Where the thumbnail lies; null where there is none.</summary>
    public string? ThumbnailPath { get; set; }

    /// <summary>A caption, the name of a document, the name of a place.</summary>
    public string? Title { get; set; }

    /// <summary>The names of cards; the hash of a file.</summary>
    public string? CardName { get; set; }

    /// <summary>The cards; a file's media type; a place; who revoked.</summary>
    public string? CardText { get; set; }

    /// <summary>What it replies to, whom it mentions.</summary>
    public byte[]? Metadata { get; set; }

    /// <summary>Its reactions, its poll.</summary>
    public byte[]? ReceiptInfo { get; set; }

    /// <summary>The preview of a page; null where it has none.</summary>
    public LinkBody? Link { get; set; }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        Type = EventCode = 0;
        Text = Title = CardName = CardText = FilePath = ThumbnailPath = null;
        FromMe = HasMedia = HasFile = false;
        MemberRow = FileBytes = Seconds = 0;
        AspectRatio = Latitude = Longitude = 0;
        Metadata = ReceiptInfo = null;
        Link = null;
    }
}

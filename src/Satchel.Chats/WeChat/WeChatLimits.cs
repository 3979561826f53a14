namespace Satchel.Chats.WeChat;

/// <summary>What the readers of WeChat's stores take at most, and why.</summary>
internal static class WeChatLimits
{
    /// <summary>Characters of a payload that are looked into; a merged forward of a hundred messages has some 200,000.</summary>
    public const int MaxPayloadChars = 16 << 20;

    /// <summary>How deep the elements of a payload lie in one another; forwards within forwards have some 30.</summary>
    public const int MaxXmlDepth = 128;

    /// <summary>Elements of one payload.</summary>
    public const int MaxXmlElements = 200_000;

    /// <summary>Attributes of one element; a picture has some 60.</summary>
    public const int MaxXmlAttributes = 512;

    /// <summary>Characters of the name of an element or attribute.</summary>
    public const int MaxXmlNameChars = 256;

    /// <summary>How deep payloads hold payloads as text: a quote of a forward of a quote.</summary>
    public const int MaxNestedPayloads = 8;

    /// <summary>People named, items forwarded or links of one message.</summary>
    public const int MaxItemsOfMessage = 4096;

    /// <summary>Members of a group; the app allows 500.</summary>
    public const int MaxMembers = 100_000;

    /// <summary>Characters of a text made of a payload (a notice with its names filled in).</summary>
    public const int MaxMadeTextChars = 1 << 20;

    /// <summary>The longest user name, in characters, that a sender prefix has.</summary>
    public const int MaxPrefixChars = 64;

    /// <summary>The last millisecond of the year 9999: what RFC 3339 can write.</summary>
    public const long MaxTimeMillis = 253_402_300_799_999;

    /// <summary>Different warnings that are kept.</summary>
    public const int MaxWarnings = 100;
}

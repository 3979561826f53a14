namespace Satchel.Cli.Samples;

/// <summary>What a made-up chat is.</summary>
internal enum SampleChatKind
{
    /// <summary>With one person.</summary>
    Direct,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A broadcast list: only the owner writes to it.</summary>
    BroadcastList,

    /// <summary>A channel: only its makers write in it.</summary>
    Channel,

    /// <summary>The statuses of the owner's contacts.</summary>
    Status,
}

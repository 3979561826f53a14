namespace Satchel.Chats.WeChat.Ios;

/// <summary>Somebody, a group or an account, as the phone's tables of contacts know it.</summary>
/// <param name="UserName">The user name.</param>
internal sealed record IosContact(string UserName)
{
    /// <summary>What they call themselves; a group's title.</summary>
    public string? Name { get; init; }

    /// <summary>What the owner calls them.</summary>
    public string? Remark { get; init; }

    /// <summary>A group's members.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What to show.</summary>
    public string? Title => Remark ?? Name;
}
